namespace Repro.Data;

/// <summary>Finds data sets below the data root.</summary>
public static class DataRoot
{
    /// <summary>A root that is named must be there: a mistyped one would pass for data that nobody has.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public static void Require(string? root)
    {
        if (root is not null && !Directory.Exists(root))
        {
            throw new InputException($"The data root '{root}' {(File.Exists(root) ? "is a file and no folder" : "does not exist")}. Make the folder, or set REPRO_DATA (or dataRoot in configs/repro.json) to another.");
        }
    }

    /// <exception cref="InputException">No root is named, it does not exist, or it lacks the folder.</exception>
    public static string Folder(string? root, string name, string remedy)
    {
        if (root is null)
        {
            throw new InputException($"The data set '{name}' is needed, but no data root is named. Set REPRO_DATA (or dataRoot in configs/repro.json). {remedy}");
        }

        Require(root);
        string folder = Path.Combine(root, name);
        return Directory.Exists(folder) ? folder : throw new InputException($"The data set '{name}' is missing: there is no folder '{folder}'. {remedy}");
    }
}
