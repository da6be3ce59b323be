namespace Repro.Training.Feeding;

/// <summary>How a run's images are decoded.</summary>
/// <param name="Folder">Where decoded images are kept for later processes; null where they are not kept.</param>
/// <param name="Say">Receives one line when a kept file is damaged.</param>
/// <param name="Cancellation">Ends the decoding.</param>
internal sealed record Decoding(string? Folder = null, Action<string>? Say = null, CancellationToken Cancellation = default);
