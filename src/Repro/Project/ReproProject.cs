namespace Repro.Project;

/// <summary>A project: the folder with <c>reprosuite.json</c>, what that file says, and where the files of the project are.</summary>
public sealed class ReproProject
{
    internal ReproProject(string root, ProjectFile file)
    {
        Root = root;
        File = file;
    }

    /// <summary>The project's folder, as an absolute path.</summary>
    public string Root { get; }

    internal ProjectFile File { get; }

    /// <summary>The folder of the claim files.</summary>
    public string ClaimsFolder => PathOf(File.Claims);

    /// <summary>The folder of the network files.</summary>
    public string ModelsFolder => PathOf(File.Models);

    /// <summary>The folder of the run files.</summary>
    public string RunsFolder => PathOf(File.Runs);

    /// <summary>The folder of the recorded evidence.</summary>
    public string BaselinesFolder => PathOf(File.Baselines);

    /// <summary>The folder of the texts that the project's tests compare with.</summary>
    public string SnapshotsFolder => PathOf(File.Snapshots);

    /// <summary>The settings that the project's users share.</summary>
    public string SettingsFile => PathOf("configs/repro.json");

    /// <summary>An absolute path of the project.</summary>
    /// <param name="relative">With <c>/</c> between the parts.</param>
    public string PathOf(string relative) => Path.Combine([Root, .. relative.Split('/')]);

    /// <summary>A project without documents, runs or networks of its own, for commands that need none.</summary>
    internal static ReproProject Empty(string folder) => new(folder, ProjectFile.Empty);

    /// <summary>Opens the project in a folder.</summary>
    /// <exception cref="InputException">The folder has no project file, or the file is not valid.</exception>
    public static ReproProject Open(string folder)
    {
        if (folder.Length == 0)
        {
            throw new InputException($"The name of the project folder is empty. Give a folder that has a {ProjectFile.Name}.");
        }

        string path = Path.Combine(Path.GetFullPath(folder), ProjectFile.Name);
        return System.IO.File.Exists(path)
            ? new ReproProject(Path.GetDirectoryName(path)!, ProjectFile.Read(path))
            : throw new InputException(
                $"{folder}: the folder has no {ProjectFile.Name}. To create a project there, run: repro init {folder}"
            );
    }

    /// <summary>
    /// The project that a command works on: the folder that is named, else the nearest one upwards from the working folder.
    /// </summary>
    /// <param name="named">From <c>--project</c> or <c>REPRO_PROJECT</c>; null where neither is given.</param>
    /// <param name="workingFolder">Where the search upwards begins.</param>
    /// <returns>Null where no folder is named and the search finds none.</returns>
    /// <exception cref="InputException">The named folder has no project file, or the file is not valid.</exception>
    public static ReproProject? Find(string? named, string workingFolder)
    {
        if (named is not null)
        {
            return Open(named);
        }

        for (DirectoryInfo? folder = new(workingFolder); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, ProjectFile.Name)))
            {
                return Open(folder.FullName);
            }
        }

        return null;
    }
}
