using Repro.Inputs;
using Repro.Outputs;

namespace Repro.Data.Archives;

/// <summary>A folder that is filled beside its place and moved there whole, or not at all.</summary>
internal static class StagedFolder
{
    /// <exception cref="InputException">The place is taken, or cannot be written to.</exception>
    public static void RequireFree(string place)
    {
        if (File.Exists(place) || (Directory.Exists(place) && !InputFolder.IsEmpty(place)))
        {
            throw new InputException($"'{place}' already exists and is not overwritten. Move it, or choose another folder with --out.");
        }
    }

    /// <param name="fill">Fills the folder that it is given; when it throws, nothing is left.</param>
    /// <exception cref="InputException">The place is taken, or cannot be written to.</exception>
    public static void Write(string place, Action<string> fill)
    {
        RequireFree(place);
        try
        {
            using WorkFolder work = WorkFolder.Beside(place);
            fill(work.Path);
            work.MoveTo(place);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Cannot write '{place}': {exception.Message} Choose a folder that can be written to.", exception);
        }
    }
}
