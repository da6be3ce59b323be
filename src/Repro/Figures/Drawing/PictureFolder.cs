using Repro.Outputs;

namespace Repro.Figures.Drawing;

/// <summary>Writes pictures into a folder, each whole or not at all, and last the index: those written now, and those that an earlier drawing left there.</summary>
/// <exception cref="InputException">Its index cannot be read.</exception>
public sealed class PictureFolder(string folder)
{
    private readonly IReadOnlyList<IndexedPicture> _earlier = File.Exists(Path.Combine(folder, PictureIndex.FileName)) ? PictureIndex.Read(folder).Pictures : [];
    private readonly List<IndexedPicture> _pictures = [];
    private readonly List<string> _notDrawn = [];

    public IReadOnlyList<IndexedPicture> Pictures => _pictures;

    public IReadOnlyList<string> NotDrawn => _notDrawn;

    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public void Add(string subject, DrawnPicture drawn, PictureSource? source, int? seed)
    {
        string file = drawn.Name + ".png";
        byte[] png = drawn.ToPng();
        OutputFile.Write(Path.Combine(folder, file), stream => stream.Write(png));
        _pictures.Add(new IndexedPicture(file, subject, drawn.Title, drawn.Caption, drawn.Picture.Height, drawn.Picture.Width, source?.Weighted.Model.Name, source?.Weighted.Weights, seed));
    }

    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public void AddSvg(string subject, string name, string title, string caption, string svg, int? seed)
    {
        OutputFile.WriteText(Path.Combine(folder, name + ".svg"), svg);
        _pictures.Add(new IndexedPicture(name + ".svg", subject, title, caption, null, null, null, null, seed));
    }

    public void Lacks(string what) => _notDrawn.Add(what);

    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public void WriteIndex()
    {
        HashSet<string> written = [.. _pictures.Select(picture => picture.File)];
        IEnumerable<IndexedPicture> earlier = _earlier.Where(picture => !written.Contains(picture.File) && File.Exists(Path.Combine(folder, Path.GetFileName(picture.File))));
        OutputFile.WriteText(Path.Combine(folder, PictureIndex.FileName), new PictureIndex(PictureIndex.CurrentSchema, [.. earlier, .. _pictures], _notDrawn).ToJson());
    }
}
