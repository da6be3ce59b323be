using Repro.Import.Programs;

namespace Repro.Import.Naming;

/// <summary>A network at a place of the text.</summary>
/// <param name="Written">Its file; null where it could not be written, and the state's reason says why.</param>
internal sealed record PlacedNetwork(ImportedModel Model, ModelState State, NamedNetwork? Written)
{
    /// <summary>Why it has no file, as a clause; empty where it has one.</summary>
    public string Reason => Written is null ? $"the model at {State.Place.InWords} could not be written: {State.Reason}" : "";
}
