using Repro.Models.Summaries.Description;
using Repro.Models.Summaries.Rules;

namespace Repro.Models.Summaries.Rows;

/// <summary>Keras's depths: how many uses of layers follow a use on the longest way to a result.</summary>
internal sealed class SummaryGraph
{
    private readonly Dictionary<(string Layer, int Call), int> _depths = [];

    /// <summary>Counts backwards from the uses that nothing reads. Uses on a circle, which only a damaged file has, get no depth.</summary>
    public SummaryGraph(SummaryModel model)
    {
        Dictionary<(string, int), IReadOnlyList<SummaryTensor>> inputs = [];
        Dictionary<(string, int), int> readers = [];
        foreach (SummaryLayer layer in model.Layers)
        {
            for (int call = 0; call < layer.Calls.Count; call++)
            {
                inputs[(layer.Name, call)] = layer.Calls[call].Inputs;
            }
        }

        foreach (SummaryTensor tensor in inputs.Values.SelectMany(tensors => tensors))
        {
            readers[(tensor.Layer, tensor.Call)] = readers.GetValueOrDefault((tensor.Layer, tensor.Call)) + 1;
        }

        Queue<(string, int)> ready = new(inputs.Keys.Where(use => !readers.ContainsKey(use)));
        while (ready.TryDequeue(out (string, int) use))
        {
            int depth = _depths[use] = _depths.GetValueOrDefault(use);
            foreach (SummaryTensor tensor in inputs.GetValueOrDefault(use, []))
            {
                (string, int) source = (tensor.Layer, tensor.Call);
                _depths[source] = Math.Max(_depths.GetValueOrDefault(source), depth + 1);
                if (--readers[source] == 0)
                {
                    ready.Enqueue(source);
                }
            }
        }
    }

    public bool HasOneNodePerDepth => _depths.Values.Distinct().Count() == _depths.Count;

    /// <summary>A layer's depth: that of its use furthest from the results.</summary>
    public int DepthOf(SummaryLayer layer) =>
        Enumerable.Range(0, layer.Calls.Count).Max(call => (int?)_depths.GetValueOrDefault((layer.Name, call))) ?? 0;

    /// <summary>Whether a model is printed without the column "Connected to".</summary>
    public static bool IsLinear(SummaryModel model, LinearModels rule)
    {
        if (rule == LinearModels.None)
        {
            return false;
        }

        if (model.Kind != SummaryKind.Functional)
        {
            return true;
        }

        return new SummaryGraph(model).HasOneNodePerDepth
            && (rule < LinearModels.SingleInputs || model.Layers.All(layer => layer.Calls.All(call => call.Inputs.Count <= 1)))
            && (rule < LinearModels.UnsharedLayers || model.Layers.All(layer => layer.Calls.Count <= 1));
    }
}
