namespace Repro.Data;

/// <summary>Finds data sets below the data root.</summary>
public static class DataRoot
{
    /// <exception cref="InputException">No root is named, or it lacks the folder.</exception>
    public static string Folder(string? root, string name, string remedy)
    {
        if (root is null)
        {
            throw new InputException($"The data set '{name}' is needed, but no data root is named. Set REPRO_DATA (or dataRoot in configs/repro.json). {remedy}");
        }

        string folder = Path.Combine(root, name);
        return Directory.Exists(folder) ? folder : throw new InputException($"The data set '{name}' is missing: there is no folder '{folder}'. {remedy}");
    }
}
