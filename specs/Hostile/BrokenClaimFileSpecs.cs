using Repro.Claims.Files;
using Repro.Cli.Commands.Claims;

namespace Repro.Specs.Hostile;

/// <summary>A broken line in one document's claim file does not keep a command from judging another document.</summary>
[Category("Fast")]
internal sealed class BrokenClaimFileSpecs
{
    private const string Header = "id,document,line,statement,tier,needs,address,relation,expected,margin,group,standing,reason\n";

    private static readonly ClaimSet Book = ClaimSet.Of(
        ["model"],
        ("001.csv", Header + "a,001,x,S,,,,,,,,,prose\n"),
        ("003.csv", Header + "c,003,1,S,,,,,,,,,prose\n")
    );

    [TestCase("003", null)]
    [TestCase(null, null)]
    [TestCase(null, "c")]
    public void The_readable_documents_are_selected_and_the_broken_file_is_reported(string? document, string? claim)
    {
        using StringWriter error = new();

        ClaimFilter.Select(Book, error, document, null, claim, whole: false).Select(selected => selected.Id).Should().Equal("c");

        error
            .ToString()
            .Should()
            .Match("repro: The claim files have 1 error:\n*001.csv:2: line*\nThe claims of 001.csv are skipped. The exit code will be 2.*");
    }

    [TestCase("001", null, false)]
    [TestCase(null, "a", false)]
    [TestCase("3", null, true)]
    public void Where_the_broken_file_is_needed_its_errors_end_the_command(string? document, string? claim, bool whole) =>
        FluentActions
            .Invoking(() => ClaimFilter.Select(Book, TextWriter.Null, document, null, claim, whole))
            .Should()
            .Throw<InputException>()
            .WithMessage("The claim files have 1 error:\n*001.csv:2: line*");
}
