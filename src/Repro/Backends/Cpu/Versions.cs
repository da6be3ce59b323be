using Repro.Backends.Cpu.Graph;
using Repro.Backends.Cpu.Operations.Convolutions;
using Repro.Backends.Optimizers;
using Repro.Models;

namespace Repro.Backends.Cpu;

/// <summary>
/// The version of each operation's arithmetic (<c>docs/arithmetic.md</c>). A change that moves a bit of an operation raises its
/// version here. A version that the backend still has stays beside it, and records that name it are repeated with it.
/// </summary>
internal static class Versions
{
    private const string Winograd = "winograd";
    private const string WinogradForward = "1";
    private const string WinogradWithGradients = "2";

    private static readonly SortedDictionary<string, int> All = new(StringComparer.Ordinal)
    {
        ["activation"] = 1,
        ["adadelta"] = 1,
        ["adagrad"] = 1,
        ["adam"] = 1,
        ["adamax"] = 1,
        ["add"] = 1,
        ["augmentation"] = 1,
        ["averagepool"] = 1,
        ["batchnorm"] = 1,
        ["bilinear"] = 1,
        ["binary_focal_crossentropy"] = 1,
        ["categorical_focal_crossentropy"] = 1,
        ["categorical_hinge"] = 1,
        ["clipping"] = 1,
        ["conv"] = 1,
        ["conv3d"] = 1,
        ["convtranspose"] = 1,
        ["cosine_similarity"] = 1,
        ["crossentropy"] = 1,
        ["dense"] = 1,
        ["depthwise"] = 1,
        ["dot"] = 1,
        ["dropout"] = 1,
        ["embedding"] = 1,
        ["ftrl"] = 1,
        ["globalaveragepool"] = 1,
        ["globalmaxpool"] = 1,
        ["hinge"] = 1,
        ["huber"] = 1,
        ["kl_divergence"] = 1,
        ["layernorm"] = 1,
        ["log_cosh"] = 1,
        ["logsoftmax"] = 1,
        ["maxpool"] = 1,
        ["mean_absolute_error"] = 1,
        ["mean_absolute_percentage_error"] = 1,
        ["mean_squared_error"] = 1,
        ["mean_squared_logarithmic_error"] = 1,
        ["merge"] = 1,
        ["nadam"] = 1,
        ["noise"] = 1,
        ["penalty"] = 1,
        ["poisson"] = 1,
        ["prelu"] = 1,
        ["recurrent"] = 1,
        ["relu"] = 1,
        ["resample"] = 1,
        ["rescaling"] = 1,
        ["rmsprop"] = 1,
        ["schedule"] = 1,
        ["sgd"] = 1,
        ["sigmoid"] = 1,
        ["softmax"] = 1,
        ["squared_hinge"] = 1,
        ["unitnorm"] = 1,
    };

    /// <summary>
    /// The operations that a model's training uses. Winograd is named where a layer's shape asks for it: "off" where it is switched off,
    /// 2 where the training also computes gradients by it, and else 1.
    /// </summary>
    /// <param name="compiled">What the model is compiled with; null for RMSprop and a cross-entropy.</param>
    public static IReadOnlyDictionary<string, string> Of(Model model, CompileOptions? compiled, CpuOptions options)
    {
        OperationGraph graph = new(model, training: true);
        string[] used =
        [
            .. (compiled?.Losses ?? [Loss.CategoricalCrossentropy]).Select(Of),
            .. Of(compiled?.Optimizer ?? new RmsProp()),
            .. graph.Operations.SelectMany(operation => operation.Arithmetic),
        ];
        SortedDictionary<string, string> versions = new(StringComparer.Ordinal);
        foreach (string name in used)
        {
            versions[name] = name == Winograd ? OfWinograd(graph, options) : FormattableString.Invariant($"{All[name]}");
        }

        return versions;
    }

    /// <summary>
    /// The settings that compute with the versions that a record names, where they differ from the present ones and the backend still has
    /// them.
    /// </summary>
    public static CpuOptions Apply(IReadOnlyDictionary<string, string> recorded, CpuOptions options) =>
        options with
        {
            WinogradGradients = recorded.GetValueOrDefault(Winograd) != WinogradForward,
        };

    // Every other loss goes by its own name.
    private static string Of(Loss loss) => loss is { IsCrossentropy: true, IsFocal: false } ? "crossentropy" : loss.Name;

    private static IEnumerable<string> Of(Optimizer optimizer)
    {
        yield return optimizer.Name;
        if (!optimizer.Clipping.IsNone)
        {
            yield return "clipping";
        }

        if (optimizer.Schedule is not null)
        {
            yield return "schedule";
        }
    }

    private static string OfWinograd(OperationGraph graph, CpuOptions options)
    {
        if (!options.Winograd)
        {
            return "off";
        }

        bool[] differentiated = graph.AboveTrainedWeights();
        bool gradients = graph
            .Operations.Where((operation, index) => differentiated[index] && operation is ConvOperation { HasWinogradGradients: true })
            .Any();
        return options.WinogradGradients && gradients ? WinogradWithGradients : WinogradForward;
    }
}
