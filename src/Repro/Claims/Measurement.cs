namespace Repro.Claims;

/// <summary>What a probe found at an address.</summary>
public abstract record Measurement
{
    private protected Measurement() { }

    /// <summary>A deterministic value.</summary>
    /// <param name="Value">The measured value.</param>
    /// <param name="Evidence">How it was measured, in a few words.</param>
    public sealed record Exact(Value Value, string Evidence) : Measurement;

    /// <summary>An error that was provoked, for the relation <c>throws</c>.</summary>
    /// <param name="Message">The error's message.</param>
    /// <param name="Evidence">How it was provoked, in a few words.</param>
    public sealed record Thrown(string Message, string Evidence) : Measurement;

    /// <summary>One value for each seed of a run, for each backend that has a record. Backends are never combined.</summary>
    /// <param name="Run">The run's name, for remedies.</param>
    /// <param name="Declared">The seeds that the run's file lists; only these count.</param>
    /// <param name="Backends">The values of each backend; empty if nothing is recorded.</param>
    public sealed record Seeds(string Run, IReadOnlyList<int> Declared, IReadOnlyList<BackendSeeds> Backends) : Measurement;

    /// <summary>Nothing can be measured, because a data set, weights or a record is missing. The verdict is NotRun.</summary>
    /// <param name="What">What is missing.</param>
    /// <param name="Remedy">How to get it.</param>
    public sealed record Missing(string What, string Remedy) : Measurement;

    /// <summary>No probe measures this kind of quantity.</summary>
    /// <param name="What">What cannot be measured.</param>
    public sealed record NotBuilt(string What) : Measurement;
}

/// <summary>The results of one backend.</summary>
/// <param name="Backend"><c>Cpu</c>, <c>TensorFlow</c>.</param>
/// <param name="Values">By seed. A value that is not finite stands for a run that gave none.</param>
/// <param name="Recorded">When the record was made (<c>2026-11-23</c>); null for a run made just now.</param>
/// <param name="Evidence">The file that holds them.</param>
public sealed record BackendSeeds(string Backend, IReadOnlyDictionary<int, double> Values, string? Recorded, string Evidence);
