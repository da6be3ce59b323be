namespace Repro.Import.Trainings;

/// <summary>A training cannot be described as a run; the message is a clause that says why.</summary>
internal sealed class NoRunException(string reason) : Exception(reason);
