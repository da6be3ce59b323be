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
    public void A_rate_that_a_callback_of_Keras_2_prints_is_not_that_of_the_compiled_training() =>
        Drafts
            .OfCells(
                (Drafts.TwoModels, ""),
                ("small.fit(x_train, y_train, epochs=3)", "Epoch 00003: reducing learning rate to 6.25e-05.\n")
            )
            .Rows.Should()
            .NotContain(row => row.Address.Contains("learning_rate", StringComparison.Ordinal));
}
