using System.CommandLine;
using System.Globalization;
using Repro.Claims.Drafts;

namespace Repro.Cli.Commands;

/// <summary><c>repro claims new</c>: drafts a claim file from a tutorial's text.</summary>
internal static class ClaimsNewCommand
{
    private const long MostBytes = 16 << 20;

    public static Command Create()
    {
        Argument<string> document = new("document") { Description = "The tutorial's text, Markdown or plain." };
        Option<string?> output = new("--out") { Description = "The draft's file; by default the document's name with .draft.csv. One that exists is not replaced.", HelpName = "FILE" };
        Option<int?> compare = new("--compare") { Description = "Write nothing; say how much of this document of the book the draft finds.", HelpName = "N" };
        Command command = new("new", "Drafts claims from a document: summaries, hyper-parameters, layers and percentages. Every line is to be confirmed by a person; nothing of it counts until it is in the book. Example: repro claims new tutorial.md")
        {
            document, output, compare,
        };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(document), parsed.GetValue(output), parsed.GetValue(compare)));
        return command;
    }

    private static int Run(string document, string? output, int? compare)
    {
        IReadOnlyList<DraftLine> drafts = DocumentScanner.Scan(Read(document));
        if (compare is { } number)
        {
            DraftScore score = DraftScore.Of(drafts, [.. ClaimFilter.Select(number, null, null).Where(claim => claim.Check is not null)]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"document {number}: {score.Drafted} drafted, {score.Right} of them in the book (precision {score.Precision:P0}); {score.Found} of {score.Claims} executable claims found (recall {score.Recall:P0})"));
            return ExitCodes.Fine;
        }

        string file = output ?? Path.ChangeExtension(document, ".draft.csv");
        if (File.Exists(file))
        {
            throw new InputException($"'{file}' exists, and somebody may have confirmed lines in it. Choose another with --out, or delete it.");
        }

        AtomicFile.WriteText(file, DraftFile.Write(drafts, Path.GetFileNameWithoutExtension(document)));
        Console.WriteLine($"{file}: {drafts.Count} lines, none confirmed. docs/adding-a-document.md says how they become claims.");
        return ExitCodes.Fine;
    }

    private static string Read(string file)
    {
        FileInfo info = new(file);
        if (!info.Exists || info.Length > MostBytes)
        {
            throw new InputException(info.Exists ? $"'{file}' has {info.Length} bytes, too many for a document's text." : $"There is no document '{file}'.");
        }

        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{file}' cannot be read: {exception.Message}", exception);
        }
    }
}
