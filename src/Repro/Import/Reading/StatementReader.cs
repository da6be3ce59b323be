using System.Text.RegularExpressions;
using Repro.Claims;
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
        foreach (IReadOnlyList<TextBlock> outputs in OutputsOfCells(source.Blocks))
        {
            TextBlock block = outputs[0];
            switch (block.Kind)
            {
                case BlockKind.Code:
                    code = block;
                    prose.EndTask();
                    statements.AddRange(
                        CodeComments.Of(block).Select(CommentedCode.Without).SelectMany(comment => prose.Read(comment, Origin.Comment))
                    );
                    break;
                case BlockKind.Prose:
                    TextBlock words = Without(Without(block, summaries.Read(block)), logs.Read(block));
                    statements.AddRange(prose.Read(words, Origin.Prose));
                    statements.AddRange(ClassNameTable.In(words));
                    break;
                case BlockKind.Output:
                    bool[] tables = summaries.Read(Whole(outputs));
                    statements.AddRange(
                        WithoutLogs(outputs, logs)
                            .Select(rest => Without(rest, tables[(rest.FirstLine - block.FirstLine)..]))
                            .SelectMany(rest => Printed(rest, code, output))
                            .Select(statement =>
                                // A list in a fence, of what the reader shall make.
                                prose.IsInTask
                                    ? statement with
                                    {
                                        Topic = statement.Topic with { Elsewhere = true },
                                    }
                                    : statement
                            )
                    );
                    break;
            }
        }

        statements.AddRange(summaries.Tables.SelectMany(TableStatements.Of));
        statements.AddRange(logs.Logs.SelectMany(LogStatements.Of));
        statements.AddRange(
            logs.Bars.Index()
                .SelectMany(bar =>
                    LogStatements.OfBar(bar.Index, bar.Item.Place, bar.Item.Total, bar.Item.IsSamples, bar.Item.Counts, bar.Item.Metrics)
                )
        );
        return new TextStatements([.. statements.OrderBy(statement => statement.Place)], summaries.Tables, logs.Logs)
        {
            Bars = [.. logs.Bars.Select(bar => bar.Place)],
        };
    }

    // The outputs of one cell together, with the warnings between them; every other block alone.
    private static IEnumerable<IReadOnlyList<TextBlock>> OutputsOfCells(IReadOnlyList<TextBlock> blocks)
    {
        for (int first = 0; first < blocks.Count; )
        {
            int end = first + 1;
            if (blocks[first] is { Kind: BlockKind.Output, Cell: { } cell })
            {
                while (end < blocks.Count && blocks[end].Cell == cell && blocks[end].Kind is BlockKind.Output or BlockKind.Other)
                {
                    end++;
                }
            }

            yield return [.. blocks.Take(first..end)];
            first = end;
        }
    }

    // Keras 3 prints a table in several outputs. Lines of warnings are blank.
    private static TextBlock Whole(IReadOnlyList<TextBlock> outputs)
    {
        List<string> lines = [];
        foreach (TextBlock output in outputs)
        {
            lines.AddRange(Enumerable.Repeat("", Math.Max(0, output.FirstLine - outputs[0].FirstLine - lines.Count)));
            lines.AddRange(output.Kind == BlockKind.Output ? output.Lines : output.Lines.Select(_ => ""));
        }

        return outputs[0] with
        {
            Lines = lines,
        };
    }

    // Notebooks may cut the log of one training into several outputs: a warning is between them, or a figure in the middle of an epoch.
    private static IEnumerable<TextBlock> WithoutLogs(IReadOnlyList<TextBlock> outputs, EpochLogReader logs)
    {
        TextBlock[] printed = [.. outputs.Where(output => output.Kind == BlockKind.Output)];
        foreach ((int index, TextBlock output) in printed.Index())
        {
            TextBlock? next = printed.ElementAtOrDefault(index + 1);
            bool goesOn =
                next is not null
                && ((output.IsStream && next.IsStream && !HasFigure(outputs, output, next)) || EpochLogReader.IsUnfinished(output.Lines));
            yield return Without(output, logs.Read(output, goesOn));
        }
    }

    private static bool HasFigure(IReadOnlyList<TextBlock> outputs, TextBlock before, TextBlock behind) =>
        outputs.Any(output => !output.IsStream && output.FirstLine > before.FirstLine && output.FirstLine < behind.FirstLine);

    private static TextBlock Without(TextBlock block, bool[] used) =>
        used.Contains(true) ? block with { Lines = [.. block.Lines.Select((line, index) => used[index] ? "" : line)] } : block;

    private static IEnumerable<Statement> Printed(TextBlock block, TextBlock? code, ProseReader output)
    {
        TextBlock text = block with { Lines = [.. block.Lines.Select(line => PrintedJunk.Is(line) ? "" : line)] };
        List<Statement> read = [.. output.Read(text, Origin.Output, byLine: true)];
        if (code is null)
        {
            return read;
        }

        read.AddRange(BareResults.Of(text, code));
        HashSet<Place> shaped = [.. read.Where(statement => statement.Kind == StatementKind.Shape).Select(statement => statement.Place)];
        read.AddRange(PrintedShapes.Of(text, code).Where(statement => !shaped.Contains(statement.Place)));
        return read;
    }
}
