using Repro.Outputs;

namespace Repro.Figures.Drawing;

/// <summary>
/// Writes images into a folder, each whole or not at all, and last the index: those written now, and those that an earlier drawing left
/// there.
/// </summary>
/// <exception cref="InputException">Its index cannot be read.</exception>
internal sealed class FigureFolder(string folder)
{
    private readonly IReadOnlyList<IndexedFigure> _earlier = File.Exists(Path.Combine(folder, FigureIndex.FileName))
        ? FigureIndex.Read(folder).Figures
        : [];
    private readonly List<IndexedFigure> _images = [];
    private readonly List<string> _notDrawn = [];

    public IReadOnlyList<IndexedFigure> Images => _images;

    public IReadOnlyList<string> NotDrawn => _notDrawn;

    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public void Add(string subject, DrawnImage drawn, FigureSource? source, int? seed)
    {
        string file = drawn.Name + ".png";
        byte[] png = drawn.ToPng();
        OutputFile.Write(Path.Combine(folder, file), stream => stream.Write(png));
        _images.Add(
            new IndexedFigure(
                file,
                subject,
                drawn.Title,
                drawn.Caption,
                drawn.Image.Height,
                drawn.Image.Width,
                source?.Weighted.Model.Name,
                source?.Weighted.Weights,
                seed
            )
        );
    }

    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public void AddSvg(string subject, string name, string title, string caption, string svg, int? seed)
    {
        OutputFile.WriteText(Path.Combine(folder, name + ".svg"), svg);
        _images.Add(new IndexedFigure(name + ".svg", subject, title, caption, null, null, null, null, seed));
    }

    /// <summary>Notes a figure that could not be drawn, with the reason.</summary>
    public void Skip(string what) => _notDrawn.Add(what);

    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public void WriteIndex()
    {
        HashSet<string> written = [.. _images.Select(image => image.File)];
        IEnumerable<IndexedFigure> earlier = _earlier.Where(image =>
            !written.Contains(image.File) && File.Exists(Path.Combine(folder, Path.GetFileName(image.File)))
        );
        OutputFile.WriteText(
            Path.Combine(folder, FigureIndex.FileName),
            new FigureIndex(FigureIndex.CurrentSchema, [.. earlier, .. _images], _notDrawn).ToJson()
        );
    }
}
