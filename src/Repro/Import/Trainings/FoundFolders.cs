using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Printed;
using Repro.Import.Programs;
using Repro.Import.Texts;

namespace Repro.Import.Trainings;

/// <summary>The numbers of images that Keras printed when it opened folders: <c>Found 2000 images belonging to 2 classes.</c></summary>
internal sealed partial class FoundFolders
{
    private readonly Dictionary<ImportedData, int> _images = [];
    private readonly Dictionary<Place, ImportedData> _folders = [];

    /// <param name="folders">The folders that the program opens, in order.</param>
    public FoundFolders(SourceText text, IReadOnlyList<ImportedData> folders, Printers printers)
    {
        List<(Place Place, int Images)> found = [];
        foreach (TextBlock block in text.Blocks.Where(block => block.Kind == BlockKind.Output))
        {
            for (int line = 0; line < block.Lines.Count; line++)
            {
                if (
                    Found().Match(block.Lines[line]) is { Success: true } match
                    && int.TryParse(match.Groups["images"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int images)
                )
                {
                    found.Add((block.At(line), images));
                }
            }
        }

        foreach (
            ((Place place, int images), (ImportedData? folder, _)) in found.Zip(
                printers.Of([.. found.Select(one => one.Place)], folders, data => data.Place)
            )
        )
        {
            if (folder is not null)
            {
                _images[folder] = images;
                _folders[place] = folder;
            }
        }
    }

    /// <summary>Images of a folder; null where nothing was printed.</summary>
    public int? ImagesOf(ImportedData folder) => _images.TryGetValue(folder, out int images) ? images : null;

    /// <summary>The folder whose images a printed line counts; null where it is not known.</summary>
    public ImportedData? FolderAt(Place place) => _folders.GetValueOrDefault(place);

    [GeneratedRegex(
        @"^Found (?<images>\d{1,9}) (?:validated image filenames|images|files) belonging to \d+ classes",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Found();
}
