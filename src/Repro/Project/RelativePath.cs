namespace Repro.Project;

/// <summary>Paths in the project file: relative, with <c>/</c> between the parts, and never out of their folder.</summary>
internal static class RelativePath
{
    public static bool IsInside(string path) => path.Length is > 0 and <= 1000 && path.Split('/').All(IsPart);

    /// <summary>Whether a text is the name of one folder or file.</summary>
    public static bool IsPart(string name) =>
        name.Length > 0 && name is not ("." or "..") && !name.Any(letter => char.IsControl(letter) || letter is '/' or '\\' or ':');
}
