using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Texts;

namespace Repro.Import.Drafting;

/// <summary>The numbers of images that Keras printed when it opened folders: <c>Found 2000 images belonging to 2 classes.</c></summary>
internal sealed partial class FoundFolders
{
    private readonly List<(Place Place, int Images)> _found = [];

    public FoundFolders(SourceText text)
    {
        foreach (TextBlock block in text.Blocks.Where(block => block.Kind == BlockKind.Output))
        {
            for (int line = 0; line < block.Lines.Count; line++)
            {
                if (
                    Found().Match(block.Lines[line]) is { Success: true } match
                    && int.TryParse(match.Groups["images"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int images)
                )
                {
                    _found.Add((block.At(line), images));
                }
            }
        }
    }

    /// <summary>Images of the n-th folder that is opened in the cell of a place, from 0; null where nothing was printed.</summary>
    public int? In(Place place, int number) =>
        _found
            .Where(found => found.Place.Cell == place.Cell && place.Cell is not null)
            .Select(found => (int?)found.Images)
            .ElementAtOrDefault(number);

    [GeneratedRegex(
        @"^Found (?<images>\d{1,9}) (?:validated image filenames|images|files) belonging to \d+ classes",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Found();
}
