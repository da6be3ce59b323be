using Repro.Backends.Cpu.Graph;
using Repro.Models;

namespace Repro.Backends.Cpu;

/// <summary>
/// The version of each operation's arithmetic (<c>docs/arithmetic.md</c>). A change that moves a bit of an operation raises its
/// version here, and the records that used it are trained anew.
/// </summary>
internal static class Versions
{
    private const string Winograd = "winograd";

    private static readonly SortedDictionary<string, int> All = new(StringComparer.Ordinal)
    {
        ["add"] = 1,
        ["averagepool"] = 1,
        ["batchnorm"] = 1,
        ["conv"] = 1,
        ["crossentropy"] = 1,
        ["dense"] = 1,
        ["dropout"] = 1,
        ["globalaveragepool"] = 1,
        ["maxpool"] = 1,
        ["relu"] = 1,
        ["rmsprop"] = 1,
        ["sigmoid"] = 1,
        ["softmax"] = 1,
        [Winograd] = 1,
    };

    /// <summary>The operations that a model's training uses. Winograd is named where a layer's shape asks for it, "off" where that is switched off.</summary>
    public static IReadOnlyDictionary<string, string> Of(Model model, bool winograd)
    {
        OperationGraph graph = new(model, training: true);
        string[] used = ["crossentropy", "rmsprop", .. graph.Operations.SelectMany(operation => operation.Arithmetic)];
        SortedDictionary<string, string> versions = new(StringComparer.Ordinal);
        foreach (string name in used)
        {
            versions[name] = name == Winograd && !winograd ? "off" : FormattableString.Invariant($"{All[name]}");
        }

        return versions;
    }
}
