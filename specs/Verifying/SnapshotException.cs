namespace Repro.Specs.Verifying;

/// <summary>A text differs from its snapshot, or there is none; the message says how.</summary>
internal sealed class SnapshotException(string message) : Exception(message);
