namespace Repro.Import.Evaluation.State;

/// <summary>The files that a program copies to folders: by them the samples of a folder are counted.</summary>
internal sealed class FileBook
{
    private const int MostFiles = 200_000;

    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private bool _isOpen;

    /// <param name="path">Null for a file that is not known: then nothing is counted any more.</param>
    public void Add(string? path)
    {
        if (path is null || _files.Count >= MostFiles)
        {
            _isOpen = true;
        }
        else
        {
            _files.Add(path);
        }
    }

    /// <summary>The numbers of files in a folder and in each of its subfolders; null where they are not known.</summary>
    public (int Samples, IReadOnlyList<int> Classes)? Count(string folder)
    {
        if (_isOpen || folder.Length == 0)
        {
            return null;
        }

        string prefix = folder.TrimEnd('/') + "/";
        string[] inside =
        [
            .. _files.Where(file => file.StartsWith(prefix, StringComparison.Ordinal)).Select(file => file[prefix.Length..]),
        ];
        return inside.Length == 0
            ? null
            : (
                inside.Length,
                [
                    .. inside
                        .Select(file => file.Split('/'))
                        .Where(parts => parts.Length > 1)
                        .GroupBy(parts => parts[0])
                        .Select(files => files.Count()),
                ]
            );
    }

    /// <summary>The files directly in a folder; null where that is not known.</summary>
    public IReadOnlyList<string>? List(string folder)
    {
        if (_isOpen || folder.Length == 0)
        {
            return null;
        }

        string prefix = folder.TrimEnd('/') + "/";
        string[] names =
        [
            .. _files
                .Where(file => file.StartsWith(prefix, StringComparison.Ordinal))
                .Select(file => file[prefix.Length..].Split('/')[0])
                .Distinct(),
        ];
        return names.Length == 0 ? null : names;
    }
}
