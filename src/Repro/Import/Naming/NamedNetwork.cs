using Repro.Import.Programs;

namespace Repro.Import.Naming;

/// <summary>A network of the text as the project names it.</summary>
/// <param name="Name">The name of its file, without <c>.json</c>.</param>
/// <param name="State">The network as it is at the places that mean this file.</param>
internal sealed record NamedNetwork(string Name, ImportedModel Model, ModelState State)
{
    /// <summary>The network as the file has it: of several that the same code makes, the first one, which names the layers.</summary>
    public ModelState File { get; init; } = State;
}
