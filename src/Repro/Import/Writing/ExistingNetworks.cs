using Repro.Inputs;
using Repro.Project;

namespace Repro.Import.Writing;

/// <summary>The networks that earlier imports of a document wrote.</summary>
internal static class ExistingNetworks
{
    private const long MostBytes = 8 << 20;

    /// <returns>The texts of the files by their names without <c>.json</c>; a file that cannot be read is left out.</returns>
    /// <exception cref="InputException">The folder of the networks cannot be listed.</exception>
    public static IReadOnlyDictionary<string, string> Of(ReproProject project, string document)
    {
        Dictionary<string, string> texts = new(StringComparer.OrdinalIgnoreCase);
        if (!Directory.Exists(project.ModelsFolder))
        {
            return texts;
        }

        foreach (string file in InputFolder.Files(project.ModelsFolder, $"{document}-*.json"))
        {
            try
            {
                texts[Path.GetFileNameWithoutExtension(file)] = InputFile.ReadText(file, MostBytes, "a model");
            }
            catch (InputException)
            {
                // Not what an import wrote. Where an import would write it, the plan reports it.
            }
        }

        return texts;
    }
}
