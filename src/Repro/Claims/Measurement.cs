namespace Repro.Claims;

/// <summary>What a probe found at an address.</summary>
public abstract record Measurement
{
    /// <summary>A deterministic value, and in a few words how it came about.</summary>
    public sealed record Exact(Value Value, string Evidence) : Measurement;

    /// <summary>An error was provoked (relation <c>throws</c>): its message.</summary>
    public sealed record Thrown(string Message, string Evidence) : Measurement;

    /// <summary>
    /// One value a seed of a stochastic run, for each engine that has a record; engines are never pooled.
    /// </summary>
    /// <param name="Declared">The seeds that the run's file lists: exactly those count.</param>
    /// <param name="Engines">Empty where nothing is recorded.</param>
    /// <param name="Run">The run's name, for remedies.</param>
    public sealed record Seeds(string Run, IReadOnlyList<int> Declared, IReadOnlyList<EngineSeeds> Engines) : Measurement;

    /// <summary>Nothing to measure it on: which data set, weights or record is missing, and how to get it.</summary>
    public sealed record Missing(string What, string Remedy) : Measurement;

    /// <summary>No probe measures this kind of quantity yet.</summary>
    public sealed record NotBuilt(string What) : Measurement;
}

/// <summary>One engine's results.</summary>
/// <param name="Engine"><c>Cpu</c>, <c>TensorFlow</c>.</param>
/// <param name="Values">By seed. A value that is not finite stands for a run that gave none.</param>
/// <param name="Recorded">When the record was made (<c>2026-11-23</c>); null for a run made just now.</param>
/// <param name="Evidence">The file that holds them.</param>
public sealed record EngineSeeds(string Engine, IReadOnlyDictionary<int, double> Values, string? Recorded, string Evidence);
