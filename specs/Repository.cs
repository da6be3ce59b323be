namespace Repro.Specs;

/// <summary>Where the project's own files lie: claim book, configurations, baselines, fixtures.</summary>
internal static class Repository
{
    private static readonly Lazy<string> LazyRoot = new(Find);

    /// <summary>The folder that holds <c>ReproSuite.sln</c>, looked for upwards from the program, then from the working folder.</summary>
    /// <exception cref="InputException">There is none above either.</exception>
    public static string Root => LazyRoot.Value;

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        foreach (string start in (string[])[AppContext.BaseDirectory, Directory.GetCurrentDirectory()])
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "ReproSuite.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new InputException(
            "ReproSuite.sln was not found above the program or the working folder. Run the tool inside a clone of the repository."
        );
    }
}
