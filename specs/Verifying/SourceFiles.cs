namespace Repro.Specs.Verifying;

/// <summary>
/// Finds a source file by the path that the compiler noted, which may be another machine's or a made-up one (<c>/_/specs/...</c>).
/// </summary>
internal static class SourceFiles
{
    /// <exception cref="InputException">No end of the path lies in the repository.</exception>
    public static string Find(string compiledPath) => Find(compiledPath, Repository.Root);

    public static string Find(string compiledPath, string root)
    {
        string[] parts = compiledPath.Split('/', '\\');

        // The longest end of the path that exists here is the file.
        for (int start = 0; start < parts.Length; start++)
        {
            string candidate = Path.Combine([root, .. parts[start..]]);
            if (parts[start].Length > 0 && !parts[start].EndsWith(':') && File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new InputException($"The source file of a spec was compiled as '{compiledPath}', which is not in the repository {root}.");
    }
}
