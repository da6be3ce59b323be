using Repro.Import.Drafting;
using Repro.Import.Statements;
using Repro.Import.Writing;

namespace Repro.Specs.Import;

/// <summary>Which call printed a table, a log or a result.</summary>
[Category("Fast")]
internal sealed class PrintedOutputSpecs
{
    private const string Start = Drafts.TwoModels;

    private const string Fits = "small.fit(x_train, y_train, epochs=2)\nlarge.fit(x_train, y_train, epochs=3)";

    private const string Small =
        "Layer (type)  Output Shape  Param #\ndense (Dense)  (None, 16)  12560\ndense_1 (Dense)  (None, 10)  170\nTotal params: 12,730\n";
    private const string Large =
        "Layer (type)  Output Shape  Param #\ndense_2 (Dense)  (None, 32)  25120\ndense_3 (Dense)  (None, 10)  330\nTotal params: 25,450\n";

    private static string Log(int epochs) =>
        string.Concat(
            Enumerable
                .Range(1, epochs)
                .Select(epoch => $"Epoch {epoch}/{epochs}\n1875/1875 [====] - 1s 1ms/step - loss: 0.3000 - accuracy: 0.9000\n")
        );

    [TestCase("102/102 [====================] - 0s\n", "")]
    [TestCase("313/313 [====================] - 1s 2ms/step\n", "test-steps 313")]
    [TestCase("10000/10000 [====================] - 1s\n", "test-samples 10000")]
    public void A_bar_is_a_statement_where_it_is_known_what_it_counts(string bar, string expected) =>
        string.Join(
                '|',
                Drafts
                    .OfCells((Start, ""), ("small.evaluate(x_test, y_test)", bar))
                    .Rows.Select(row => $"{row.Stem["a.".Length..row.Stem.LastIndexOf('-')]} {row.Stem[(row.Stem.LastIndexOf('-') + 1)..]}")
            )
            .Should()
            .Be(expected);

    [Test]
    public void A_bar_that_states_nothing_still_belongs_to_its_call() =>
        Drafts
            .OfCells(
                (Start, ""),
                (
                    "small.evaluate(x_test, y_test)\nlarge.predict(x_train)",
                    "102/102 [====================] - 0s\n313/313 [====================] - 1s 2ms/step\n"
                )
            )
            .Rows.Should()
            .BeEmpty();

    [Test]
    public void A_printed_mean_absolute_error_is_a_result() =>
        Drafts
            .OfCells((Start, ""), ("test_mse, test_mae_score = small.evaluate(x_test, y_test)\ntest_mae_score", "2.5532\n"))
            .Rows.Should()
            .ContainSingle()
            .Which.Id.Should()
            .Be("a.test-mae-2-5532");

    [Test]
    public void The_tables_of_a_cell_are_of_its_calls_in_their_order()
    {
        ImportDraft draft = Drafts.OfCells((Start, ""), ("small.summary()\nlarge.summary()", Small + Large));

        Addresses(draft, StatementKind.Parameters).Should().Equal("model:a-small/total_params", "model:a-large/total_params");
        draft.Contradictions.Should().BeEmpty();
    }

    // Keras 3 counts the optimizer in the total after a training; batches of one size are no part of a layer's shape.
    [TestCase("Total params: 25,462\nTrainable params: 12,730\nNon-trainable params: 0\nOptimizer params: 12,732\n")]
    [TestCase("Total params: 25.46K\nTrainable params: 12,730\nNon-trainable params: 0\nOptimizer params: 12.73K\n")]
    public void A_table_behind_a_training_counts_the_variables_of_the_optimizer(string totals)
    {
        ImportDraft draft = Drafts.OfCells(
            (Start + "\nsmall.fit(x_train, y_train)", ""),
            ("small.summary()", Small.Split("Total")[0].Replace("None", "200", StringComparison.Ordinal) + totals)
        );

        Addresses(draft, StatementKind.Parameters).Should().Equal("model:a-small/trainable_params", "model:a-small/non_trainable_params");
        draft.Rows.Where(row => row.Source.Kind == StatementKind.LayerShape).Select(row => row.Expected).Should().Equal("16", "10");
        draft.Contradictions.Should().BeEmpty();
    }

    [Test]
    public void A_table_of_a_cell_with_more_calls_than_tables_is_of_the_model_that_it_fits() =>
        Addresses(Drafts.OfCells((Start, ""), ("small.summary()\nlarge.summary()", Large)), StatementKind.Parameters)
            .Should()
            .Equal("model:a-large/total_params");

    [Test]
    public void A_table_of_a_cell_with_more_calls_than_tables_that_fits_no_model_is_ambiguous() =>
        Reasons(
                Drafts.OfCells(
                    (Start, ""),
                    ("small.summary()\nlarge.summary()", Small.Replace("12,730", "12,731", StringComparison.Ordinal))
                ),
                StatementKind.Parameters
            )
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("the subject is ambiguous: model:?/total_params");

    [Test]
    public void The_logs_of_a_cell_are_of_its_calls_in_their_order()
    {
        ImportDraft draft = Drafts.OfCells((Start, ""), (Fits, Log(2) + Log(3)));

        Addresses(draft, StatementKind.Epochs).Should().Equal("config:a-run-1/epochs", "config:a-run-2/epochs");
        draft.Contradictions.Should().BeEmpty();
    }

    [Test]
    public void A_log_of_a_cell_with_more_calls_than_logs_is_ambiguous() =>
        Reasons(Drafts.OfCells((Start, ""), (Fits, Log(3))), StatementKind.Epochs)
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("the subject is ambiguous: config:?/epochs");

    [Test]
    public void A_log_is_of_the_call_of_a_function_in_its_own_cell() =>
        Addresses(
                Drafts.OfCells(
                    (Start + "\ndef train(model):\n    model.fit(x_train, y_train, epochs=2)\n", ""),
                    ("train(small)", Log(2)),
                    ("train(large)", Log(2))
                ),
                StatementKind.Epochs
            )
            .Should()
            .Equal("config:a-run-1/epochs", "config:a-run-2/epochs");

    [TestCase("small.evaluate(x_test, y_test)", "run:a-run/test_acc@last")]
    [TestCase("small.evaluate(x_train, y_train)", null)]
    public void The_bar_of_evaluate_is_about_the_data_of_the_call(string code, string? address) =>
        Addresses(Results(code, "313/313 [====] - 0s 1ms/step - loss: 0.2000 - accuracy: 0.9500\n"), StatementKind.Accuracy)
            .Should()
            .Equal(address is null ? [] : [address]);

    [Test]
    public void The_bars_of_a_cell_are_of_its_calls_in_their_order() =>
        Results(
            "small.evaluate(x_train, y_train)\nsmall.evaluate(x_test, y_test)",
            "1875/1875 [====] - 0s 1ms/step - loss: 0.1000 - accuracy: 0.9700\n313/313 [====] - 0s 1ms/step - loss: 0.2000 - accuracy: 0.9500\n"
        )
            .Rows.Where(row => row.Source.Kind == StatementKind.Accuracy)
            .Select(row => $"{row.Source.Topic.Part} {row.Source.Value} {row.Address}")
            .Should()
            .Equal("Train 0.97 ", "Test 0.95 run:a-run/test_acc@last");

    [TestCase("for part in parts:\n    small.predict(part)", "4/4 [====] - 0s 1ms/step\n4/4 [====] - 0s 1ms/step\n")]
    [TestCase("show(small)", "313/313 [====] - 1s\n")]
    [TestCase("show(small)", "313/313 ━━━━ 1s 2ms/step\n")]
    public void A_bar_without_results_states_nothing_where_nothing_is_evaluated(string code, string output) =>
        Results(code, output).Rows.Where(row => row.Place.Cell == 2).Should().BeEmpty();

    [Test]
    public void The_bar_of_predict_states_nothing() =>
        Results("small.predict(x_test)", "313/313 [====] - 0s 1ms/step\n").Rows.Where(row => row.Place.Cell == 2).Should().BeEmpty();

    [Test]
    public void A_printed_number_of_the_training_data_is_not_that_of_an_epoch() =>
        Results("acc = small.evaluate(x_train, y_train)[1]\nprint(acc)", "0.9512\n")
            .Rows.Where(row => row.Source.Kind == StatementKind.Accuracy)
            .Should()
            .ContainSingle()
            .Which.Should()
            .Match<DraftRow>(row =>
                row.Address == "" && row.Reason.StartsWith("evaluate gives it for the training data", StringComparison.Ordinal)
            );

    [TestCase("acc = small.evaluate(x_test, y_test)[1]\nacc", "run:a-run/test_acc@last")]
    [TestCase("history.history['accuracy'][-1]", "run:a-run/train_acc@last")]
    [TestCase("acc = other()\nacc", null)]
    public void A_printed_number_is_about_the_data_that_were_evaluated(string code, string? address)
    {
        ImportDraft draft = Results(code, "0.95\n");

        Addresses(draft, StatementKind.Accuracy).Should().Equal(address is null ? [] : [address]);
        Reasons(draft, StatementKind.Accuracy)
            .Count(reason =>
                reason.StartsWith("the subject is ambiguous: the code does not tell which data were evaluated", StringComparison.Ordinal)
            )
            .Should()
            .Be(address is null ? 1 : 0);
    }

    [Test]
    public void A_result_may_be_printed_in_another_cell_than_it_is_computed() =>
        Addresses(
                Drafts.OfCells(
                    (Start, ""),
                    ("small.fit(x_train, y_train)\nresults = small.evaluate(x_test, y_test)\n", ""),
                    ("results", "[0.2, 0.95]\n")
                ),
                StatementKind.Accuracy
            )
            .Should()
            .Equal("run:a-run/test_acc@last");

    private const string Reports =
        "def report(model):\n    loss, acc = model.evaluate(x_test, y_test, verbose=0)\n    print('Test loss:', loss)\n    print('Test accuracy:', acc)\n"
        + "def show(title, values):\n    print(title, 'test accuracy', values[1])\n"
        + "def both(one, other):\n    report(one)\n    report(other)\n"
        + "small.fit(x_train, y_train)\nlarge.fit(x_train, y_train)\n"
        + "first = small.evaluate(x_test, y_test, verbose=0)\nsecond = large.evaluate(x_test, y_test, verbose=0)";

    [TestCase("report(small)", "Test loss: 0.3\nTest accuracy: 0.921\n", "1")]
    [TestCase("report(large)\nreport(small)", "Test loss: 0.2\nTest accuracy: 0.94\nTest loss: 0.3\nTest accuracy: 0.921\n", "2 1")]
    [TestCase("show('Small', first)\nshow('Large', second)", "Small test accuracy 0.921\nLarge test accuracy 0.94\n", "1 2")]
    [TestCase("show(values=second, title='Large')", "Large test accuracy 0.94\n", "2")]
    [TestCase("both(large, small)", "Test loss: 0.2\nTest accuracy: 0.94\nTest loss: 0.3\nTest accuracy: 0.921\n", "")]
    [TestCase("show('Small', first)\nprint('Test accuracy', values[1])", "Small test accuracy 0.921\nTest accuracy 0.921\n", "1")]
    public void What_a_function_prints_belongs_to_the_place_that_calls_it(string code, string output, string runs) =>
        string.Join(
                ' ',
                Addresses(Drafts.OfCells((Start, ""), (Reports, ""), (code, output)), StatementKind.Accuracy)
                    .Select(address => address["run:a-run-".Length..].Split('/')[0])
            )
            .Should()
            .Be(runs);

    private static ImportDraft Results(string code, string output) =>
        Drafts.OfCells((Start, ""), ("history = small.fit(x_train, y_train)", ""), (code, output));

    private static string[] Addresses(ImportDraft draft, StatementKind kind) =>
        [.. Rows(draft, kind).Where(row => row.IsExecutable).Select(row => row.Address)];

    private static string[] Reasons(ImportDraft draft, StatementKind kind) =>
        [.. Rows(draft, kind).Where(row => !row.IsExecutable).Select(row => row.Reason)];

    [Test]
    public void The_bar_of_evaluate_behind_a_log_is_not_its_last_epoch() =>
        Drafts
            .OfCells(
                (Start, ""),
                (
                    "small.fit(x_train, y_train, epochs=2)\nsmall.evaluate(x_test, y_test, verbose=2)",
                    "Epoch 1/2\n1875/1875 [====] - 3s 1ms/step - loss: 0.4986 - accuracy: 0.8253\nEpoch 2/2\n1875/1875 [====] - 3s 1ms/step - loss: 0.3751 - accuracy: 0.8651\n313/313 - 0s - loss: 0.3347 - accuracy: 0.8839\n"
                )
            )
            .Rows.Where(row => row.Source.Kind is StatementKind.Accuracy)
            .Select(row => $"{row.Id} {row.Address}")
            .Should()
            .Equal("a.train-accuracy-0-8651 run:a-run/train_acc@last", "a.test-accuracy-0-8839 run:a-run/test_acc@last");

    private static IEnumerable<DraftRow> Rows(ImportDraft draft, StatementKind kind) => draft.Rows.Where(row => row.Source.Kind == kind);
}
