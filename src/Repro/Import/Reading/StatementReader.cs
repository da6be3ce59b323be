using System.Text.RegularExpressions;
using Repro.Import.Numerals;
using Repro.Import.Printed;
using Repro.Import.Prose;
using Repro.Import.Statements;
using Repro.Import.Texts;

namespace Repro.Import.Reading;

/// <summary>Reads a text's prose, comments and outputs.</summary>
internal static class StatementReader
{
    /// <summary>The most statements of a text.</summary>
    public const int MostStatements = 5_000;

    /// <exception cref="InputException">The text has too many numbers, or takes too long to read.</exception>
    public static TextStatements Read(SourceText source)
    {
        try
        {
            TextStatements text = ReadAll(source);
            return text.Statements.Count <= MostStatements
                ? text
                : throw new InputException(
                    FormattableString.Invariant($"the text states {text.Statements.Count} numbers; at most {MostStatements} are read.")
                );
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw new InputException($"{source.File}: the text takes too long to read.", exception);
        }
        catch (InputException exception)
        {
            throw new InputException($"{source.File}: {exception.Message}", exception);
        }
    }

    private static TextStatements ReadAll(SourceText source)
    {
        bool decimalCommas = TextLanguage.HasDecimalCommas(
            string.Join('\n', source.Blocks.Where(block => block.Kind == BlockKind.Prose).Select(block => block.Text))
        );
        FolderClasses classes = FolderClasses.Of(source.Blocks.Where(block => block.Kind == BlockKind.Code));
        ProseReader prose = new(decimalCommas, classes);

        // Python prints decimal points in every language.
        ProseReader output = new(decimalCommas: false, classes);
        SummaryReader summaries = new();
        EpochLogReader logs = new();
        List<Statement> statements = [];
        TextBlock? code = null;
        foreach (TextBlock block in Joined(source.Blocks))
        {
            switch (block.Kind)
            {
                case BlockKind.Code:
                    code = block;
                    statements.AddRange(
                        CodeComments.Of(block).Select(CommentedCode.Without).SelectMany(comment => prose.Read(comment, Origin.Comment))
                    );
                    break;
                case BlockKind.Prose or BlockKind.Output:
                    TextBlock rest = Without(Without(block, summaries.Read(block)), logs.Read(block));
                    statements.AddRange(block.Kind == BlockKind.Prose ? prose.Read(rest, Origin.Prose) : Printed(rest, code, output));
                    if (block.Kind == BlockKind.Prose)
                    {
                        statements.AddRange(ClassNameTable.In(rest));
                    }

                    break;
            }
        }

        statements.AddRange(summaries.Tables.SelectMany(TableStatements.Of));
        statements.AddRange(logs.Logs.SelectMany(LogStatements.Of));
        statements.AddRange(
            logs.Bars.Index()
                .SelectMany(bar => LogStatements.OfBar(bar.Index, bar.Item.Place, bar.Item.Total, bar.Item.IsSamples, bar.Item.Metrics))
        );
        return new TextStatements([.. statements.OrderBy(statement => statement.Place)], summaries.Tables, logs.Logs)
        {
            Bars = [.. logs.Bars.Select(bar => bar.Place)],
        };
    }

    // Notebooks may cut the log of one training into several outputs, in the middle of an epoch.
    private static IEnumerable<TextBlock> Joined(IReadOnlyList<TextBlock> blocks)
    {
        for (int index = 0; index < blocks.Count; index++)
        {
            TextBlock block = blocks[index];
            List<string>? lines = null;
            while (
                block.Kind == BlockKind.Output
                && index + 1 < blocks.Count
                && blocks[index + 1] is { Kind: BlockKind.Output } next
                && next.Cell == block.Cell
                && next.FirstLine == block.FirstLine + (lines ?? block.Lines).Count
                && EpochLogReader.IsUnfinished(lines ?? block.Lines)
            )
            {
                (lines ??= [.. block.Lines]).AddRange(next.Lines);
                index++;
            }

            yield return lines is null ? block : block with { Lines = lines };
        }
    }

    private static TextBlock Without(TextBlock block, bool[] used) =>
        used.Contains(true) ? block with { Lines = [.. block.Lines.Select((line, index) => used[index] ? "" : line)] } : block;

    private static IEnumerable<Statement> Printed(TextBlock block, TextBlock? code, ProseReader output)
    {
        TextBlock text = block with { Lines = [.. block.Lines.Select(line => PrintedJunk.Is(line) ? "" : line)] };
        IEnumerable<Statement> bare = code is null ? [] : BareResults.Of(text, code);
        return output.Read(text, Origin.Output, byLine: true).Concat(bare);
    }
}
