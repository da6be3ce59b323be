using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Networks;
using Repro.Import.Programs;

namespace Repro.Import.Evaluation;

/// <summary>Makes the result out of what was found: networks refer to one another, and calls to networks and their states.</summary>
internal sealed class ProgramResult
{
    private readonly Context _context;
    private readonly Dictionary<NetworkNode, ImportedModel> _models = [];
    private readonly Dictionary<CompileDraft, ImportedCompile> _compiles = [];
    private readonly Dictionary<FitDraft, ImportedFit> _fits = [];

    private ProgramResult(Context context) => _context = context;

    public static ImportedProgram Of(Context context) => new ProgramResult(context).Make();

    private ImportedProgram Make()
    {
        _context.Networks.SnapshotAll();

        // A network is made behind those that are its layers, so these are known already.
        foreach (NetworkNode network in _context.Networks.All)
        {
            _models[network] = ModelOf(network);
        }

        Results results = _context.Results;
        foreach (CompileDraft draft in results.Compiles)
        {
            _compiles[draft] = draft.Compile with { Model = Model(draft.Network), State = State(draft.Network, draft.State) };
        }

        foreach (FitDraft draft in results.Fits)
        {
            _fits[draft] = FitOf(draft);
        }

        return new ImportedProgram
        {
            Keras = _context.Keras,
            Models = [.. _context.Networks.All.Select(network => _models[network])],
            Compiles = [.. results.Compiles.Select(draft => _compiles[draft])],
            Fits = [.. results.Fits.Select(draft => _fits[draft])],
            Evaluations = [.. results.Uses.Where(use => use.Evaluation is not null).Select(EvaluationOf)],
            Summaries =
            [
                .. results
                    .Uses.Where(use => use.Evaluation is null)
                    .Select(use => new ImportedSummary(use.Place, Model(use.Network)!)
                    {
                        State = State(use.Network, use.State)!,
                        Statement = use.Statement,
                    }),
            ],
            Data = results.Data,
            Preprocessing = results.Preprocessing,
            Augmentations = Augmentations(),
            PrintedArrays = results.PrintedArrays,
            Constants = results.Constants,
            NotUnderstood = [.. results.Gaps.OrderBy(gap => gap.Place)],
            ReadLines = results.ReadLines,
        };
    }

    private ImportedModel? Model(NetworkNode? network) => network is null ? null : _models.GetValueOrDefault(network);

    private ModelState? State(NetworkNode? network, int state) => Model(network)?.States[state];

    private ImportedModel ModelOf(NetworkNode network)
    {
        IReadOnlyList<GraphLayer> layers = network.Layers;
        return new ImportedModel(network.Variable, network.States[0].Place)
        {
            Form = network.Form,
            Name = network.Name,
            NameIsGiven = network.NameIsGiven,
            Application = network.Form == ModelForm.Application ? network.Application : null,
            Weights = network.Weights,
            LoadedFrom = network.LoadedFrom,
            LoadedModel = Model(network.LoadedModel),
            Restored = network.Restored,
            BatchTrainedAt = network.BatchTrainedAt,
            Contains = [.. layers.OfType<NetworkNode>().Select(Model).OfType<ImportedModel>()],
            IsPart = network.IsCalled && !network.IsUsed,
            States = [.. network.States.Select(Linked)],
        };
    }

    // A network that serves as a layer is found by its name, which is unique in the network around it.
    private ModelState Linked(ModelState state) =>
        state with
        {
            Layers =
            [
                .. state.Layers.Select(layer =>
                    layer.ClassName is "Sequential" or "Functional"
                    && _context.Networks.All.FirstOrDefault(each => each.Name == layer.Name && each.Place == layer.Place) is { } nested
                        ? layer with
                        {
                            Nested = Model(nested),
                        }
                        : layer
                ),
            ],
        };

    private ImportedFit FitOf(FitDraft draft) =>
        draft.Fit with
        {
            Model = Model(draft.Network),
            State = State(draft.Network, draft.State),
            Compile = draft.Compile is null ? null : _compiles.GetValueOrDefault(draft.Compile),
            Data = draft.Fit.Data with { FeaturesOf = Model(draft.FeaturesOf) },
            Validation = draft.Fit.Validation is { } validation ? validation with { FeaturesOf = Model(draft.ValidationFeaturesOf) } : null,
        };

    private ImportedEvaluation EvaluationOf(UseDraft draft) =>
        draft.Evaluation! with
        {
            Model = Model(draft.Network),
            Data = draft.Evaluation.Data with { FeaturesOf = Model(draft.FeaturesOf) },
            After = draft.After is null ? null : _fits.GetValueOrDefault(draft.After),
        };

    // Blocks of layers that change samples at random are augmentation, too.
    private List<ImportedAugmentation> Augmentations()
    {
        List<ImportedAugmentation> all = [.. _context.Results.Augmentations];
        foreach (NetworkNode network in _context.Networks.All)
        {
            GraphLayer[] layers = [.. network.Layers.Where(layer => layer is not LayerNode { IsInput: true })];
            bool random =
                layers.Length > 0
                && layers.All(layer =>
                    layer.ClassName.StartsWith("Random", StringComparison.Ordinal) || layer.ClassName is "Rescaling" or "Resizing"
                )
                && layers.Any(layer => layer.ClassName.StartsWith("Random", StringComparison.Ordinal));
            if (!random)
            {
                continue;
            }

            Dictionary<string, object?> settings = new(StringComparer.Ordinal);
            foreach (LayerNode layer in layers.OfType<LayerNode>())
            {
                settings[layer.ClassName] = string.Join(", ", layer.Settings.Select(setting => $"{setting.Key}={setting.Value}"));
            }

            all.Add(
                new ImportedAugmentation(network.Variable, network.States[0].Place, new KerasObject("Sequential", settings))
                {
                    IsRandom = true,
                    Model = _models[network],
                }
            );
        }

        return [.. all.OrderBy(each => each.Place)];
    }
}
