using System.Text.Json.Nodes;
using Repro.Project;

namespace Repro.Import.Trainings;

/// <summary>A data set as the project would read its declaration.</summary>
internal static class DeclaredSet
{
    /// <exception cref="InputException">The project would refuse the declaration.</exception>
    public static DataSetDeclaration Parse(string name, JsonObject declaration) =>
        ProjectFile
            .Parse(
                ProjectFile.Name,
                new JsonObject
                {
                    ["schema_version"] = 1,
                    ["data_sets"] = new JsonObject { [name] = declaration },
                }.ToJsonString()
            )
            .DataSets.Values.Single();
}
