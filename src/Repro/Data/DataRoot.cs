using Repro.Project;

namespace Repro.Data;

/// <summary>Finds data sets below the data root.</summary>
internal static class DataRoot
{
    /// <summary>A named root must exist: otherwise a mistyped root would look like missing data.</summary>
    /// <exception cref="InputException">It does not exist.</exception>
    public static void Require(string? root)
    {
        if (root is not null && !Directory.Exists(root))
        {
            throw new InputException(
                $"The data root '{root}' {(File.Exists(root) ? "is a file, not a folder" : "does not exist")}. Create the folder, or set REPRO_DATA (or data_root in configs/repro.json) to another one."
            );
        }
    }

    /// <summary>Whether a set has its folder below the data root, or its file where it is one file.</summary>
    public static bool Has(string root, DataSetDeclaration set) =>
        set.Folder.Length > 0 ? Directory.Exists(Path.Combine([root, .. set.Folder.Split('/')])) : set.Files[0].Find(root) is not null;

    /// <summary>The folder of a set.</summary>
    /// <exception cref="InputException">No root is named, it does not exist, or it lacks the folder.</exception>
    public static string Folder(string? root, DataSetDeclaration set) => Folder(root, set.Name, set.Remedy, set.Folder);

    /// <param name="folder">Below the data root; by default the set's name.</param>
    /// <exception cref="InputException">No root is named, it does not exist, or it lacks the folder.</exception>
    public static string Folder(string? root, string name, string remedy, string? folder = null)
    {
        if (root is null)
        {
            throw new InputException(
                $"The data set '{name}' is needed, but no data root is set. Set REPRO_DATA (or data_root in configs/repro.json). {remedy}"
            );
        }

        Require(root);
        string path = Path.Combine([root, .. (folder ?? name).Split('/')]);
        return Directory.Exists(path)
            ? path
            : throw new InputException($"The data set '{name}' is missing: there is no folder '{path}'. {remedy}");
    }
}
