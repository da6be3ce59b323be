using Repro.Import.Statements;
using Repro.Import.Writing;

namespace Repro.Specs.Import;

/// <summary>What the outputs of a cell state together, and of which training and model.</summary>
[Category("Fast")]
internal sealed class CellOutputSpecs
{
    private const string Start = Drafts.TwoModels;

    private const string FirstHalf = "Epoch 1/2\n";
    private const string SecondHalf =
        "1688/1688 [====] - 1s 1ms/step - loss: 0.4 - accuracy: 0.8 - val_loss: 0.3 - val_accuracy: 0.9\nEpoch 2/2\n1688/1688 [====] - 1s 1ms/step - loss: 0.2 - accuracy: 0.93 - val_loss: 0.1 - val_accuracy: 0.95\n";

    private const string Small =
        "Layer (type)  Output Shape  Param #\ndense (Dense)  (None, 16)  12560\ndense_1 (Dense)  (None, 10)  170\nTotal params: 12,730\n";
    private const string Large =
        "Layer (type)  Output Shape  Param #\ndense (Dense)  (None, 32)  25120\ndense_1 (Dense)  (None, 10)  330\nTotal params: 25,450\n";

    private const string Trained = """
        small.fit(x_train, y_train)
        first = small.evaluate(x_test, y_test, verbose=0)
        history = large.fit(x_train, y_train)
        loss, acc = large.evaluate(x_test, y_test, verbose=0)
        """;

    [TestCase("print('Accuracy of the first on test data: {:.3f}'.format(first[1]))", "Accuracy of the first on test data: 0.921", 1)]
    [TestCase("print('Test accuracy:', round(first[1], 2))", "Test accuracy: 0.92", 1)]
    [TestCase("print(f'Test accuracy: {100 * first[1]:.1f}%')", "Test accuracy: 92.1%", 1)]
    [TestCase("print('Test accuracy: %.2f%%' % (first[1] * 100))", "Test accuracy: 92.10%", 1)]
    [TestCase("share = first[1]\nprint('Test accuracy: ' + str(share))", "Test accuracy: 0.921", 1)]
    [TestCase("print('Small\\nTest accuracy: {}'.format(first[1]))", "Small\nTest accuracy: 0.921", 1)]
    [TestCase("print('Test accuracy:', acc)", "Test accuracy: 0.921", 2)]
    [TestCase("print('Test acc:', first[1])", "Test accuracy: 0.921", 1)]
    [TestCase("for name, value in zip(small.metrics_names, first):\n    print(name, value)", "loss 0.3\naccuracy 0.921", 1)]
    [TestCase(
        "for name, value in zip(['loss', 'accuracy'], small.evaluate(x_test, y_test, verbose=0)):\n    print(f'{name}: {value:.3f}')\nother = large.evaluate(x_test, y_test, verbose=0)",
        "loss: 0.300\naccuracy: 0.921",
        1
    )]
    [TestCase("print('Train accuracy:', history.history['accuracy'][-1])", "Train accuracy: 0.921", 2)]
    public void A_printed_result_is_of_the_training_whose_variable_is_printed(string code, string output, int run) =>
        Drafts
            .OfOutputs((Start, []), (Trained, []), (code, [("stream", output + "\n")]))
            .Rows.Where(row => row.Source.Kind == StatementKind.Accuracy)
            .Select(row => row.Address.Split('/')[0])
            .Should()
            .Equal($"run:a-run-{run}");

    [Test]
    public void Results_of_several_trainings_in_one_cell_are_told_apart() =>
        Drafts
            .OfOutputs(
                (Start, []),
                (Trained, []),
                (
                    "print('Test loss', first[0], 'test accuracy:', first[1])\nprint('Test accuracy:', first[1])\nprint('Test accuracy:', acc)",
                    [("stream", "Test loss 0.3 test accuracy: 0.921\nTest accuracy: 0.921\nTest accuracy: 0.947\n")]
                )
            )
            .Rows.Where(row => row.Source.Kind == StatementKind.Accuracy)
            .Select(row => $"{row.Address} {row.Expected}")
            .Should()
            .Equal("run:a-run-1/test_acc@last 0.921", "run:a-run-1/test_acc@last 0.921", "run:a-run-2/test_acc@last 0.947");

    [TestCase("print('Test accuracy:', share_of_right(y_test))")]
    [TestCase("first = share_of_right(y_test)\nprint('Test accuracy:', first)")]
    public void A_printed_result_of_a_variable_that_is_not_known_is_ambiguous(string code) =>
        Drafts
            .OfOutputs((Start, []), (Trained, []), (code, [("stream", "Test accuracy: 0.921\n")]))
            .Rows.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .StartWith("the subject is ambiguous: run:?/test_acc@last");

    [Test]
    public void The_first_result_of_evaluate_is_the_loss() =>
        Drafts
            .OfOutputs((Start, []), (Trained, []), ("print('Test score:', first[0])", [("stream", "Test score: 0.0642\n")]))
            .Rows.Should()
            .ContainSingle()
            .Which.Address.Should()
            .Be("run:a-run-1/test_loss@last");

    [Test]
    public void A_log_that_a_warning_splits_is_one_log() =>
        Drafts
            .OfOutputs(
                (Start, []),
                (
                    "small.fit(x_train, y_train, epochs=2, validation_split=0.1)\nlarge.evaluate(x_test, y_test)",
                    [
                        ("stream", FirstHalf),
                        ("stderr", "a warning\nof two lines\n"),
                        ("stream", SecondHalf + "313/313 [====] - 0s 1ms/step - loss: 0.2 - accuracy: 0.94\n"),
                    ]
                )
            )
            .Rows.Select(row => $"{row.Place.Line} {row.Id}")
            .Should()
            .Equal(
                "3 a.epochs-2",
                "6 a.train-steps-1688",
                "8 a.train-loss-0-2",
                "8 a.train-accuracy-0-93",
                "8 a.val-loss-0-1",
                "8 a.val-accuracy-0-95",
                "9 a.test-steps-313",
                "9 a.test-loss-0-2",
                "9 a.test-accuracy-0-94"
            );

    private const string OneEpoch = "1688/1688 [====] - 1s 1ms/step - loss: 0.4 - accuracy: 0.8 - val_loss: 0.3 - val_accuracy: 0.9\n";

    private const string Evaluated = "313/313 [====] - 0s 1ms/step - loss: 0.2 - accuracy: 0.94\n";

    [TestCase("", OneEpoch, true, false)]
    [TestCase("small.evaluate(x_test, y_test)", OneEpoch + Evaluated, true, true)]
    [TestCase("small.evaluate(x_test, y_test, verbose=0)", OneEpoch, true, false)]
    [TestCase("small.evaluate(x_test, y_test)", Evaluated, false, true)]
    public void The_bar_of_a_single_epoch_is_that_of_the_training(string evaluation, string output, bool trains, bool tests) =>
        Drafts
            .OfCells((Start, ""), ($"small.fit(x_train, y_train, epochs=1, validation_split=0.1)\n{evaluation}", output))
            .Rows.Select(row => row.Address)
            .Should()
            .Equal([
                .. trains
                    ? new[]
                    {
                        "config:a-run/steps_per_epoch",
                        "run:a-run/train_loss@last",
                        "run:a-run/train_acc@last",
                        "run:a-run/val_loss@last",
                        "run:a-run/val_acc@last",
                    }
                    : [],
                .. tests ? new[] { "config:a-run[test]/steps", "run:a-run/test_loss@last", "run:a-run/test_acc@last" } : [],
            ]);

    [Test]
    public void The_bar_of_another_output_is_not_part_of_a_finished_log() =>
        Drafts
            .OfOutputs(
                (Start, []),
                (
                    "small.fit(x_train, y_train, epochs=1)\nsmall.evaluate(x_train, y_train)",
                    [
                        ("stream", "Epoch 1/1\n1875/1875 [====] - 1s 1ms/step - loss: 0.4 - accuracy: 0.8\n"),
                        ("stream", "1875/1875 [====] - 1s 1ms/step - loss: 0.3 - accuracy: 0.9\n"),
                    ]
                )
            )
            .Rows.Where(row => row.Source.Kind == StatementKind.Accuracy)
            .Select(row => row.Source.Value.ToString())
            .Should()
            .Equal("0.8", "0.9");

    [Test]
    public void The_description_of_a_figure_states_nothing() =>
        Drafts.OfOutputs((Start, [("display_data", "<Figure size 640x480 with 2 Axes>\n")])).Rows.Should().BeEmpty();

    [Test]
    public void A_table_in_several_outputs_is_one_table() =>
        Drafts
            .OfOutputs(
                (Start, []),
                (
                    "small.summary()",
                    [
                        ("display_data", "Model: \"sequential\"\n"),
                        (
                            "display_data",
                            "┏━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━┳━━━━━━━━━┓\n┃ Layer (type)    ┃ Output Shape ┃ Param # ┃\n┡━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━┩\n│ dense (Dense)   │ (None, 16)   │  12,560 │\n├─────────────────┼──────────────┼─────────┤\n│ dense_1 (Dense) │ (None, 10)   │     170 │\n└─────────────────┴──────────────┴─────────┘\n"
                        ),
                        ("display_data", " Total params: 12,730 (49.73 KB)\n"),
                        ("display_data", " Trainable params: 12,730 (49.73 KB)\n"),
                        ("display_data", " Non-trainable params: 0 (0.00 B)\n"),
                    ]
                )
            )
            .Rows.Select(row => row.Address)
            .Should()
            .Equal(
                "model:a-small[dense]/output_shape",
                "model:a-small[dense]/params",
                "model:a-small[dense_1]/output_shape",
                "model:a-small[dense_1]/params",
                "model:a-small/total_params",
                "model:a-small/trainable_params",
                "model:a-small/non_trainable_params"
            );

    [TestCase("", "model:a-small/total_params", "model:a-large/total_params")]
    [TestCase("small.summary()\nlarge.summary()\nsmall.count_params()", "model:a-small/total_params", "model:a-large/total_params")]
    public void Tables_behind_the_code_of_all_models_are_of_the_models_that_they_fit(string calls, params string[] addresses)
    {
        ImportDraft draft = Drafts.Of($"```python\n{Start}\n{calls}\n```\n\nOne:\n\n```\n{Small}```\n\nAnother:\n\n```\n{Large}```\n");

        draft.Rows.Where(row => row.Source.Kind == StatementKind.Parameters).Select(row => row.Address).Should().Equal(addresses);
        draft.Contradictions.Should().BeEmpty();
    }

    [Test]
    public void A_table_that_no_model_fits_still_contradicts_the_last_one() =>
        Drafts
            .Of($"```python\n{Start}\n```\n\n```\n{Large.Replace("25,450", "25,451", StringComparison.Ordinal)}```\n")
            .Contradictions.Should()
            .ContainSingle();

    [TestCase("shell")]
    [TestCase("bash")]
    [TestCase("console")]
    public void What_a_shell_prints_is_an_output(string language) =>
        Drafts
            .Of(
                $"```python\n{Start}\nsmall.fit(x_train, y_train, epochs=2, validation_split=0.1)\nsmall.evaluate(x_test, y_test)\n```\n\n```{language}\n$ python train.py --epochs 9\n{FirstHalf}{SecondHalf}```\n\n```{language}\nTest accuracy: 0.94\n```\n\n```{language}\n$ pip install keras==3.5\n```\n"
            )
            .Rows.Where(row => row.Source.Kind is StatementKind.Accuracy or StatementKind.Epochs)
            .Select(row => $"{row.Address} {row.Expected}")
            .Should()
            .Equal("config:a-run/epochs 2", "run:a-run/train_acc@last 0.93", "run:a-run/val_acc@last 0.95", "run:a-run/test_acc@last 0.94");
}
