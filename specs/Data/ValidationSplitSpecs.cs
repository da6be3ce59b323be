using System.Text.Json;
using Repro.Data.Splitting;
using Repro.Specs.Oracles;

namespace Repro.Specs.Data;

/// <summary>Keras's <c>validation_split</c> against what its loaders gave.</summary>
[Category("Fast")]
internal sealed class ValidationSplitSpecs
{
    private static readonly JsonElement Oracle = Fixture.Json("keras", "splits.json");

    private static IEnumerable<TestCaseData> Folders =>
        from loader in (string[])[ValidationSplit.FlowFromDirectory, ValidationSplit.ImageDataset]
        from cut in Oracle.GetProperty(loader).GetProperty("cuts").EnumerateArray()
        select new TestCaseData(loader, cut).SetName(
            $"{loader} {cut.GetProperty("validation_split")} seed {cut.GetProperty("seed")} {cut.GetProperty("part")}"
        );

    private static IEnumerable<TestCaseData> Arrays =>
        Oracle
            .GetProperty("arrays")
            .EnumerateArray()
            .Select(given =>
                new TestCaseData(given).SetName(
                    $"{given.GetProperty("loader")} {given.GetProperty("samples")} {given.GetProperty("validation_split")}"
                )
            );

    [TestCaseSource(nameof(Folders))]
    public void Files_are_cut_as_by_Keras(string loader, JsonElement cut)
    {
        string[] files = [.. Oracle.GetProperty(loader).GetProperty("files").EnumerateArray().Select(file => file.GetString()!)];
        int[] labels = [.. Oracle.GetProperty(loader).GetProperty("labels").EnumerateArray().Select(label => label.GetInt32())];
        uint? seed = cut.GetProperty("seed") is { ValueKind: JsonValueKind.Number } number ? number.GetUInt32() : null;

        (int[] training, int[] validation) = new ValidationSplit(cut.GetProperty("validation_split").GetDouble(), loader, seed).Cut(labels);

        int[] part = cut.GetProperty("part").GetString() == "training" ? training : validation;
        part.Select(place => files[place]).Should().Equal(cut.GetProperty("files").EnumerateArray().Select(file => file.GetString()));
    }

    [TestCaseSource(nameof(Arrays))]
    public void Rows_are_cut_as_by_Keras(JsonElement given)
    {
        int[] labels = new int[given.GetProperty("samples").GetInt32()];

        (int[] training, int[] validation) = new ValidationSplit(
            given.GetProperty("validation_split").GetDouble(),
            given.GetProperty("loader").GetString()!,
            null
        ).Cut(labels);

        ShouldBe(training, given.GetProperty("training"));
        ShouldBe(validation, given.GetProperty("validation"));
    }

    // The rows, or for many rows their number.
    private static void ShouldBe(int[] rows, JsonElement expected)
    {
        if (expected.ValueKind == JsonValueKind.Number)
        {
            rows.Should().HaveCount(expected.GetInt32());
        }
        else
        {
            rows.Should().Equal(expected.EnumerateArray().Select(row => row.GetInt32()));
        }
    }
}
