namespace Repro.Specs.Verifying;

/// <summary>A text differs from its snapshot, or there is none; the message says how.</summary>
public sealed class SnapshotException(string message) : Exception(message);
