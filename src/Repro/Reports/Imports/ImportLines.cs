using Repro.Claims;
using Repro.Import.Contradictions;
using Repro.Import.Drafting;
using Repro.Import.Programs;
using Repro.Import.Texts;
using Repro.Import.Writing;
using Repro.Reports.Html;

namespace Repro.Reports.Imports;

/// <summary>The rows of an import page: each line of the text with what was understood of it.</summary>
internal static class ImportLines
{
    private const int LongestLine = 2000;

    public static IEnumerable<Markup> Of(ImportDraft draft)
    {
        ILookup<(int?, int), Markup> notes = Notes(draft).ToLookup(note => (note.Place.Cell, note.Place.Line), note => note.Text);
        foreach (TextBlock block in draft.Text.Blocks)
        {
            for (int index = 0; index < block.Lines.Count; index++)
            {
                Place place = block.At(index);
                string shown = block.Lines[index].Length > LongestLine ? block.Lines[index][..LongestLine] + "..." : block.Lines[index];
                yield return Markup.Of(
                    $"<tr{new Markup(index == 0 ? " class=\"block\"" : "")}><td class=\"no\">{place.ToString()}</td><td class=\"text {block.Kind.ToString().ToLowerInvariant()}\">{shown}</td><td>{notes[(place.Cell, place.Line)]}</td></tr>\n"
                );
            }
        }
    }

    private static IEnumerable<(Place Place, Markup Text)> Notes(ImportDraft draft)
    {
        foreach (ReadLine line in draft.Program.ReadLines)
        {
            yield return (line.Place, Markup.Of($"<span class=\"note\">{line.Meaning}</span>"));
        }

        foreach (ImportedGap gap in draft.Program.NotUnderstood)
        {
            yield return (gap.Place, Markup.Of($"<span class=\"note gap\">not understood: {gap.Reason}</span>"));
        }

        foreach (DraftRow row in draft.Rows)
        {
            yield return (
                row.Place,
                row.IsExecutable
                    ? Markup.Of(
                        $"<span class=\"note claim\">claim <code>{row.Address} {row.Relation} {row.Expected}{(row.Margin.Length > 0 ? $" +- {row.Margin}" : "")}</code></span>"
                    )
                    : Markup.Of($"<span class=\"note open\">statement, not executable: {row.Reason}</span>")
            );
        }

        foreach (Contradiction contradiction in draft.Contradictions)
        {
            foreach (Place place in contradiction.Places.Distinct())
            {
                yield return (place, Markup.Of($"<span class=\"note wrong\">{contradiction.Text}</span>"));
            }
        }
    }
}
