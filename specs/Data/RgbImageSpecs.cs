using System.Text.Json;
using Repro.Data.Imaging;

namespace Repro.Specs.Data;

[TestFixture]
[Category("Fast")]
internal sealed class RgbImageSpecs
{
    public static IEnumerable<TestCaseData> Pairs() =>
        ImageFixtures
            .Expected("nearest")
            .EnumerateArray()
            .Select(pair =>
                new TestCaseData(pair.GetProperty("from").GetInt32(), pair.GetProperty("to").GetInt32(), pair.GetProperty("cells")).SetName(
                    $"Columns_and_rows_are_those_of_Pillow({pair.GetProperty("from")},{pair.GetProperty("to")})"
                )
            );

    [TestCaseSource(nameof(Pairs))]
    public void Columns_and_rows_are_those_of_Pillow(int from, int to, JsonElement cells)
    {
        int[] expected = [.. cells.EnumerateArray().Select(cell => cell.GetInt32())];

        Cells(new RgbImage(1, from, Numbered(from)).Resize(1, to)).Should().Equal(expected);
        Cells(new RgbImage(from, 1, Numbered(from)).Resize(to, 1)).Should().Equal(expected);
    }

    [Test]
    public void The_same_size_changes_nothing()
    {
        RgbImage image = new(2, 3, [.. Enumerable.Range(0, 18).Select(value => (byte)value)]);

        image.Resize(2, 3).Pixels.Should().Equal(image.Pixels);
    }

    // A cell's number, spread over red and green.
    private static byte[] Numbered(int count) =>
        [.. Enumerable.Range(0, count).SelectMany(cell => (byte[])[(byte)(cell >> 8), (byte)cell, 7])];

    private static int[] Cells(RgbImage image) => [.. image.Pixels.Chunk(3).Select(cell => (cell[0] << 8) + cell[1])];
}
