using System.Globalization;
using CsvHelper;
using Repro.Inputs;

namespace Repro.Specs.Inputs;

/// <summary>Lines of CSV files come back as they were written.</summary>
[Category("Fast")]
internal sealed class CsvLineSpecs
{
    [TestCase("plain", "a,b")]
    [TestCase("a \"quoted\" word", "")]
    [TestCase(" outer spaces ", "=")]
    [TestCase("first\nsecond", "first\rsecond")]
    [TestCase("first\r\nsecond", "\r")]
    public void Cells_come_back(string first, string second)
    {
        string line = CsvLine.Of([first, second, "last"]);

        line.Should().EndWith("last\n");
        using CsvReader csv = new(new StringReader(line + CsvLine.Of(["next"])), CultureInfo.InvariantCulture);
        csv.Read().Should().BeTrue();
        csv.Parser.Record.Should().Equal(first, second, "last");
        csv.Read().Should().BeTrue();
        csv.Parser.Record.Should().Equal("next");
        csv.Read().Should().BeFalse();
    }

    [Test]
    public void Cells_without_need_are_not_quoted() =>
        CsvLine.Of(["mnist-dense", "0.9908", "", "~"]).Should().Be("mnist-dense,0.9908,,~\n");
}
