using Repro.Import.Writing;

namespace Repro.Specs.Import;

/// <summary>The order of the axes of images that a program sets for all its layers.</summary>
[Category("Fast")]
internal sealed class ImageFormatSpecs
{
    [TestCase("K.set_image_dim_ordering('th')", "channels_first")]
    [TestCase("K.set_image_data_format('channels_first')", "channels_first")]
    [TestCase("K.set_image_data_format(data_format='channels_first')", "channels_first")]
    [TestCase("K.set_image_data_format('channels_last')", "channels_last")]
    [TestCase("", "channels_last")]
    public void Layers_have_the_format_that_the_program_sets(string call, string format)
    {
        ImportDraft draft = Drafts.OfCells(
            (
                $"""
                from keras import backend as K
                from keras.models import Sequential
                from keras.layers import Conv2D, Flatten, Dense
                {call}
                model = Sequential()
                model.add(Conv2D(32, (3, 3), input_shape=(3, 32, 32), padding='same'))
                model.add(Flatten())
                model.add(Dense(10))
                """,
                ""
            )
        );

        draft.Networks.Single().File.Json!.Replace(" ", "", StringComparison.Ordinal).Should().Contain($"\"data_format\":\"{format}\"");
    }

    [Test]
    public void A_model_with_layers_that_are_not_supported_has_no_run_and_no_unknown_quantities()
    {
        ImportDraft draft = Drafts.Of(
            """
            ```python
            from keras import backend as K
            from keras.models import Sequential
            from keras.layers import Conv2D, Flatten, Dense
            from keras.datasets import cifar10
            K.set_image_data_format('channels_first')
            (x_train, y_train), (x_test, y_test) = cifar10.load_data()
            model = Sequential()
            model.add(Conv2D(32, (3, 3), input_shape=(3, 32, 32), padding='same'))
            model.add(Flatten())
            model.add(Dense(10, activation='softmax'))
            model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
            model.fit(x_train, y_train, epochs=2)
            ```
            The model has 328,586 parameters. The model has 3 layers.
            """
        );

        draft.Runs.Single().Json.Should().BeNull();
        draft.Runs.Single().Reason.Should().Match("the model cannot be computed: *channels_first*");
        draft.Rows.Select(row => row.Address).Should().Equal("", "model:a-model/layer_count");
        draft.Rows[0].Reason.Should().Match("it cannot be measured: *The text has = 328586");
    }

    [Test]
    public void A_rate_that_a_callback_of_Keras_2_prints_is_not_that_of_the_compiled_training() =>
        Drafts
            .OfCells(
                (Drafts.TwoModels, ""),
                ("small.fit(x_train, y_train, epochs=3)", "Epoch 00003: reducing learning rate to 6.25e-05.\n")
            )
            .Rows.Should()
            .NotContain(row => row.Address.Contains("learning_rate", StringComparison.Ordinal));
}
