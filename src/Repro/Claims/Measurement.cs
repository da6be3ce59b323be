namespace Repro.Claims;

/// <summary>What a probe found at an address.</summary>
public abstract record Measurement
{
    /// <summary>A deterministic value, and in a few words how it came about.</summary>
    public sealed record Exact(Value Value, string Evidence) : Measurement;

    /// <summary>An error was provoked (relation <c>throws</c>): its message.</summary>
    public sealed record Thrown(string Message, string Evidence) : Measurement;

    /// <summary>One value a seed of a stochastic run, keyed by seed, with the seeds that the run declares.</summary>
    public sealed record Seeds(IReadOnlyDictionary<int, double> Values, IReadOnlyList<int> Declared, string Engine, string Evidence) : Measurement;

    /// <summary>Nothing to measure it on: which data set, weights or record is missing, and how to get it.</summary>
    public sealed record Missing(string What, string Remedy) : Measurement;

    /// <summary>No probe measures this kind of quantity yet.</summary>
    public sealed record NotBuilt(string What) : Measurement;
}
