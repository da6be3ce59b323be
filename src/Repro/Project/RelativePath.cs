namespace Repro.Project;

/// <summary>Paths in the project file: relative, with <c>/</c> between the parts, and never out of their folder.</summary>
internal static class RelativePath
{
    public static bool IsInside(string path) =>
        path.Length is > 0 and <= 1000
        && path.Split('/').All(part => part.Length > 0 && part is not ("." or "..") && !part.Any(letter => char.IsControl(letter) || letter is '\\' or ':'));
}
