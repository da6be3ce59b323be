using Repro.Import.Drafting;
using Repro.Import.Writing;

namespace Repro.Specs.Import;

/// <summary>Importing a changed text into a claim file that was edited.</summary>
[Category("Fast")]
internal sealed class ClaimMergeSpecs
{
    private const string Code = """
        ```python
        from keras import layers, models
        from keras.datasets import mnist
        (x, y), (x_test, y_test) = mnist.load_data()
        x = x.reshape((60000, 784)) / 255.0
        model = models.Sequential([layers.Input(shape=(784,)), layers.Dense(16), layers.Dense(10, activation='softmax')])
        model.compile(optimizer='rmsprop', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
        model.fit(x, y, epochs=2)
        model.evaluate(x_test.reshape((10000, 784)) / 255.0, y_test)
        ```

        """;

    private const string First = "The test accuracy is 97 %.\n\n";
    private const string Second = "We get a test accuracy of 97 %.\n\n";

    [Test]
    public void An_edited_row_stays_with_its_sentence_when_another_one_with_the_same_number_is_inserted_before_it()
    {
        string edited = New(First).Replace("default margin", "mine", StringComparison.Ordinal);

        MergedClaims merged = Merge(edited, Second + First);

        (merged.Added, merged.Gone).Should().Be((1, 0));
        Rows(merged)
            .Should()
            .Equal([
                "a.test-accuracy-0-97|13|The test accuracy is 97 %.|mine",
                "a.test-accuracy-0-97-2|11|We get a test accuracy of 97 %.|default margin",
            ]);
        Merge(merged.Text, Second + First).Text.Should().Be(merged.Text);
    }

    [Test]
    public void A_row_whose_sentence_was_removed_does_not_take_the_place_of_another_row()
    {
        MergedClaims merged = Merge(New(First + Second), Second);

        (merged.Added, merged.Gone).Should().Be((0, 1));
        Rows(merged)
            .Should()
            .Equal(
                "a.test-accuracy-0-97|11|The test accuracy is 97 %.|not in the text any more; default margin",
                "a.test-accuracy-0-97-2|11|We get a test accuracy of 97 %.|default margin"
            );
    }

    [Test]
    public void A_row_with_words_of_its_own_keeps_them()
    {
        string edited = New(First).Replace("The test accuracy is 97 %.", "My words.", StringComparison.Ordinal);

        Rows(Merge(edited, "A sentence.\n\n" + First)).Should().Equal("a.test-accuracy-0-97|13|My words.|default margin");
    }

    [Test]
    public void A_row_with_an_id_of_its_own_is_not_added_again()
    {
        string edited = New(First).Replace("a.test-accuracy-0-97,", "mine,", StringComparison.Ordinal);

        MergedClaims merged = Merge(edited, "A sentence.\n\n" + First);

        Rows(merged).Should().Equal("mine|13|The test accuracy is 97 %.|default margin");
        merged.Added.Should().Be(0);
    }

    [Test]
    public void A_row_with_another_id_and_address_is_not_added_again()
    {
        string edited = New(First)
            .Replace("a.test-accuracy-0-97,", "mine,", StringComparison.Ordinal)
            .Replace("/test_acc@last", "/train_acc@tail", StringComparison.Ordinal);

        Merge(edited, First).Text.Should().Be(edited);
    }

    [Test]
    public void A_row_of_another_document_is_not_of_this_text()
    {
        string edited = New(First).Replace("a.test-accuracy-0-97,a,", "b.one,b,", StringComparison.Ordinal);

        Merge(edited, First).Added.Should().Be(1);
    }

    [Test]
    public void A_contradiction_has_the_name_of_its_row_of_prose_also_where_other_contradictions_are_inserted()
    {
        const string Printed = "```text\nTest accuracy: 0.9512\n```\n\n";
        string claims = New(Printed + First);
        claims.Should().Contain("a.test-accuracy-0-97-contradiction");

        MergedClaims merged = Merge(claims, Printed + Second + First);

        Groups(merged)
            .Should()
            .Equal("a.test-accuracy-0-97-contradiction", "a.test-accuracy-0-97-contradiction", "a.test-accuracy-0-97-2-contradiction");
    }

    private static string New(string prose) => ClaimFileMerge.New(Draft(prose));

    private static MergedClaims Merge(string existing, string prose) => ClaimFileMerge.Merge("a.csv", existing, "a", Draft(prose));

    private static IReadOnlyList<DraftRow> Draft(string prose) => Drafts.Of(Code.ReplaceLineEndings("\n") + prose).Rows;

    private static string[] Rows(MergedClaims merged) =>
        [.. Cells(merged).Select(cells => $"{cells[0]}|{cells[2]}|{cells[3]}|{cells[12]}")];

    private static string[] Groups(MergedClaims merged) => [.. Cells(merged).Select(cells => cells[10])];

    private static IEnumerable<string[]> Cells(MergedClaims merged) =>
        merged.Text.TrimEnd('\n').Split('\n').Skip(1).Select(line => line.Split(','));
}
