using System.CommandLine;
using System.Globalization;
using System.Text;
using Repro.Claims.Drafts;
using Repro.Cli.Hosting;
using Repro.Hosting;
using Repro.Inputs;
using Repro.Outputs;

namespace Repro.Cli.Commands.Claims;

/// <summary><c>repro claims new</c>: drafts a claim file from a tutorial's text.</summary>
internal static class ClaimsNewCommand
{
    private const long MostBytes = 4 << 20;

    public static Command Create(HostSource hosts)
    {
        Argument<string> document = new("document") { Description = "The tutorial's text, Markdown or plain." };
        Option<string?> output = new("--out") { Description = "The draft's file; by default the document's name with .draft.csv. One that exists is not replaced.", HelpName = "FILE" };
        Option<string?> compare = new("--compare") { Description = "Write nothing; say how much of this document of the book the draft finds.", HelpName = "ID" };
        Command command = new("new", "Drafts claims from a document: summaries, hyper-parameters, layers and percentages. Every line is to be confirmed by a person; nothing of it counts until it is in the book. Example: repro claims new tutorial.md")
        {
            document, output, compare,
        };
        command.SetAction(parsed => Run(() => hosts.Of(parsed), parsed.GetRequiredValue(document), parsed.GetValue(output), parsed.GetValue(compare)));
        return command;
    }

    private static int Run(Func<ReproHost> host, string document, string? output, string? compare)
    {
        string text = Read(document);
        if (compare is { } number)
        {
            DraftScore score = DraftScore.Of([.. DocumentScanner.Scan(text)], [.. ClaimFilter.Select(host(), number, null, null).Where(claim => claim.Check is not null)]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"document {number}: {score.Drafted} drafted, {score.Right} of them in the book (precision {score.Precision:P0}); {score.Found} of {score.Claims} executable claims found (recall {score.Recall:P0})"));
            return ExitCodes.Fine;
        }

        string file = output ?? Path.ChangeExtension(document, ".draft.csv");
        if (OutputFile.Replaces(file))
        {
            throw new InputException($"'{file}' exists, and somebody may have confirmed lines in it. Choose another with --out, or delete it.");
        }

        int lines = 0;
        OutputFile.WriteText(file, DraftFile.Write(DocumentScanner.Scan(text).Select(draft => { lines++; return draft; }), Path.GetFileNameWithoutExtension(document), text.Length));
        Console.WriteLine($"{file}: {lines} lines, none confirmed. To make claims of them, correct the lines and move them, without the column 'confirmed', into DOCUMENT.csv in the folder of the claims.");
        return ExitCodes.Fine;
    }

    private static string Read(string file)
    {
        byte[] bytes = InputFile.ReadBytes(file, MostBytes, "the text of a document", InputRule.RegularOrPipe);
        try
        {
            using StreamReader reader = new(new MemoryStream(bytes), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            string text = reader.ReadToEnd();
            return text.Contains('\0', StringComparison.Ordinal) ? throw NoText(file) : text;
        }
        catch (DecoderFallbackException exception)
        {
            throw NoText(file, exception);
        }
    }

    private static InputException NoText(string file, Exception? cause = null) => new($"{file}: the file is not text in UTF-8. Name a document's Markdown or plain text.", cause);
}
