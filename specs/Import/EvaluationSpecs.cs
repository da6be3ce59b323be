using Repro.Import.Writing;

namespace Repro.Specs.Import;

/// <summary>Printed results of evaluations: on which data, and of which epoch's weights.</summary>
[Category("Fast")]
internal sealed class EvaluationSpecs
{
    private const string Train = """
        (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
        x_val, y_val = x_train[:5000], y_train[:5000]
        model = Sequential([Input((28, 28)), Flatten(), Dense(10, activation="softmax")])
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        keep = keras.callbacks.ModelCheckpoint("kept.keras", save_best_only=True)
        model.fit(x_train[5000:], y_train[5000:], epochs=2, validation_data=(x_val, y_val), callbacks=[keep])
        """;

    [Test]
    public void An_evaluation_of_the_training_data_is_not_the_result_of_an_epoch() =>
        Drafts
            .OfCells(
                (Train, ""),
                (
                    "loss, acc = model.evaluate(x_train, y_train)\nprint('Training loss:', loss)\nprint('Training accuracy:', acc)",
                    "Training loss: 0.25\nTraining accuracy: 0.93\n"
                )
            )
            .Rows.Should()
            .HaveCount(2)
            .And.OnlyContain(row =>
                row.Address == "" && row.Reason.StartsWith("evaluate gives it for the training data", StringComparison.Ordinal)
            );

    [TestCase("model = keras.models.load_model('kept.keras')")]
    [TestCase("model.load_weights('kept.keras')")]
    public void An_evaluation_of_the_kept_epoch_is_that_of_the_best_one(string load)
    {
        ImportDraft draft = Drafts.OfCells(
            (Train, ""),
            (
                $"{load}\nloss, acc = model.evaluate(x_val, y_val)\nprint('Validation loss:', loss)\nprint('Validation accuracy:', acc)",
                "Validation loss: 0.25\nValidation accuracy: 0.93\n"
            )
        );

        draft.Rows.Select(row => row.Address).Should().Equal("run:a-run/val_loss@best", "");
    }

    [Test]
    public void Prose_of_the_best_epoch_is_about_the_best_epoch() =>
        Drafts
            .Of(
                $"```python\n{Train}\n```\n\nThe model with the lowest validation loss gets 93.1 % accuracy on the validation set. The validation loss of the model with the lowest validation loss is 0.25.\n"
            )
            .Rows.Select(row => row.Address)
            .Should()
            .Equal("", "run:a-run/val_loss@best");

    [TestCase("The model with the lowest validation accuracy gets a validation accuracy of 61.2 %.")]
    [TestCase("The epoch with the highest validation loss has a validation loss of 1.25.")]
    public void The_worst_epoch_is_not_the_best_one(string sentence) =>
        Drafts
            .Of($"```python\n{Train}\n```\n\n{sentence}\n")
            .Rows.Should()
            .NotContain(row => row.Address.EndsWith("@best", StringComparison.Ordinal));

    [TestCase("print x")]
    [TestCase("print 'accuracy', x")]
    public void A_print_statement_of_Python_2_is_called_so(string line) =>
        Drafts
            .Of($"```python\nx = 1\n{line}\n```\n")
            .Program.NotUnderstood.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Be("not read as Python: 'print' without parentheses is Python 2");
}
