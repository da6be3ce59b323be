using Repro.Claims;

namespace Repro.Probes;

/// <summary>All probes of the library, one a prefix.</summary>
public static class ProbeList
{
    /// <summary>A registry that measures each address once in its lifetime.</summary>
    public static ProbeRegistry Create() => new(All());

    private static IEnumerable<IProbe> All() =>
    [
        new ArithmeticProbe(),
    ];
}
