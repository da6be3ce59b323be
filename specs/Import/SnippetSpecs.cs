using Repro.Import.Programs;
using Repro.Import.Statements;
using Repro.Import.Writing;

namespace Repro.Specs.Import;

/// <summary>Models in snippets of Markdown that do not show the whole program.</summary>
[Category("Fast")]
internal sealed class SnippetSpecs
{
    private const string First = """
        ```python
        net.add(Dense(6, activation="relu", input_dim=3))
        net.add(Dense(1, activation="sigmoid"))
        ```

        """;

    [Test]
    public void A_layer_of_a_name_without_a_value_begins_a_Sequential_and_is_reported()
    {
        ImportDraft draft = Drafts.Of($"The model:\n\n{First}\nIt has 31 parameters.\n");

        draft.Rows.Should().ContainSingle(row => row.Address == "model:a-net/total_params");
        draft
            .Program.NotUnderstood.Should()
            .ContainSingle()
            .Which.Should()
            .Match<ImportedGap>(gap => gap.Place.Line == 4 && gap.Reason.StartsWith("'net' is not assigned", StringComparison.Ordinal));
    }

    [TestCase("net.add(keras.Input((3,)))")]
    [TestCase("net.add(keras.layers.InputLayer(shape=(3,)))")]
    public void An_input_that_is_added_to_a_name_without_a_value_begins_a_model(string input)
    {
        ImportDraft draft = Drafts.Of($"```python\n{input}\nnet.add(Dense(6))\nnet.add(Dense(1))\n```\n\nThe model has 31 parameters.\n");

        draft.Rows.Should().ContainSingle().Which.Address.Should().Be("model:a-net/total_params");
        draft.Program.Models.Should().ContainSingle().Which.Last.Layers.Sum(layer => layer.Parameters).Should().Be(31);
    }

    [Test]
    public void Prose_behind_a_model_that_begins_without_an_input_is_not_given_to_a_later_model()
    {
        ImportDraft draft = Drafts.Of(
            """
            ```python
            net.add(Dense(6, activation="relu"))
            ```

            The model has 55 parameters.

            ## Another one

            ```python
            other = Sequential([Input((4,)), Dense(2)])
            ```
            """
        );

        draft.Rows.Should().ContainSingle().Which.Address.Should().BeEmpty();
    }

    [TestCase("net.compile(optimizer='adam', loss='mse')")]
    [TestCase("net.fit(x, y, epochs=3)")]
    [TestCase("history = net.fit(x, y, batch_size=8)")]
    public void A_training_of_a_name_without_a_value_is_reported(string call) =>
        Drafts
            .Of($"```python\n{call}\n```\n")
            .Program.NotUnderstood.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Be("'net' is not assigned: the text may omit net = Sequential()");

    [TestCase("seen.add(word)")]
    [TestCase("scaler.fit(x)")]
    [TestCase("pattern.compile('a+')")]
    public void Methods_of_other_objects_are_not_reported(string call) =>
        Drafts.Of($"```python\n{call}\n```\n").Program.NotUnderstood.Should().BeEmpty();

    [Test]
    public void A_second_first_layer_in_a_later_snippet_begins_another_model()
    {
        ImportDraft draft = Drafts.Of(
            $"{First}\nIt has 31 parameters.\n\n## Later\n\nWith seven inputs:\n\n"
                + First.Replace("input_dim=3", "input_dim=7", StringComparison.Ordinal)
                + "\nIt has 55 parameters.\n"
        );

        draft.Rows.Select(row => row.Address).Should().Equal("model:a-net/total_params", "model:a-net-2/total_params");
    }

    [Test]
    public void An_input_shape_that_repeats_the_units_in_front_continues_the_model() =>
        Drafts
            .Of(
                "```python\nnet = Sequential()\nnet.add(Dense(6, input_dim=3))\n```\n\nThen:\n\n```python\nnet.add(Dense(1, input_dim=6))\n```\n\nThe model has 31 parameters.\n"
            )
            .Rows.Select(row => (row.Address, row.Expected))
            .Should()
            .Equal(("model:a-net/total_params", "31"));

    [Test]
    public void A_second_first_layer_in_a_later_cell_is_added() =>
        Drafts
            .OfCells(
                ("from keras.models import Sequential\nnet = Sequential()\nnet.add(Dense(6, input_dim=3))", ""),
                ("net.add(Dense(1, input_dim=6))", "")
            )
            .Program.Models.Should()
            .ContainSingle()
            .Which.Last.Layers.Should()
            .HaveCount(2);

    [TestCase("or")]
    [TestCase("This is equivalent to:")]
    public void Alternatives_are_not_layers_of_one_model(string between)
    {
        ImportDraft draft = Drafts.Of(
            $"{First}\n## Activations\n\n```python\nnet.add(Dense(4))\nnet.add(Activation('tanh'))\n```\n\n{between}\n\n```python\nnet.add(Dense(4, activation='tanh'))\n```\n"
        );

        draft.Networks.Should().ContainSingle().Which.Name.Should().Be("a-net");
    }

    [Test]
    public void A_table_in_front_of_the_code_is_of_the_model_behind_it_that_it_fits()
    {
        ImportDraft draft = Drafts.Of(
            $"{First}\n## Later\n\n```text\nLayer (type)   Output Shape   Param #\n====\ndense_1 (Dense)   (None, 6)   48\n____\ndense_2 (Dense)   (None, 1)   7\n====\nTotal params: 55\nTrainable params: 55\nNon-trainable params: 0\n```\n\nWith seven inputs:\n\n"
                + First.Replace("input_dim=3", "input_dim=7", StringComparison.Ordinal)
        );

        draft.Rows.Should().NotBeEmpty().And.OnlyContain(row => row.Address.StartsWith("model:a-net-2", StringComparison.Ordinal));
        draft.Contradictions.Should().BeEmpty();
    }

    [Test]
    public void Results_behind_a_model_that_is_never_trained_are_not_those_of_the_training_before()
    {
        const string mnist = """
            ```python
            (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
            model = Sequential([Input((28, 28)), Flatten(), Dense(10, activation="softmax")])
            model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
            model.fit(x_train, y_train, epochs=2, validation_data=(x_test, y_test))
            ```

            ```
            Epoch 2/2
            1875/1875 [====] - 3s 1ms/step - loss: 0.2 - accuracy: 0.94 - val_loss: 0.3 - val_accuracy: 0.93
            ```

            ## Deeper

            ```python
            model = Sequential([Input((28, 28)), Flatten(), Dense(64), Dense(10, activation="softmax")])
            ```

            The validation accuracy is 97.1 %.

            ```
            Epoch 2/2
            1875/1875 [====] - 3s 1ms/step - loss: 0.1 - accuracy: 0.98 - val_loss: 0.2 - val_accuracy: 0.96
            ```
            """;
        ImportDraft draft = Drafts.Of(mnist);

        draft.Contradictions.Should().BeEmpty();
        draft
            .Rows.Where(row => row.Source.Value is StatedValue.Number { Amount: 0.971 or 0.96 })
            .Should()
            .HaveCount(2)
            .And.OnlyContain(row =>
                row.Address == "" && row.Reason.StartsWith("the code does not train the model at line 16", StringComparison.Ordinal)
            );
        draft.Rows.Should().Contain(row => row.Statement == "Epoch 2/2");
    }
}
