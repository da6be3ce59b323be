using Repro.Claims;
using Repro.Models;
using Repro.Training.Runs;

namespace Repro.Probes;

/// <summary>
/// Multiply-adds that a run's networks take, counted from the models that are built and the configuration that drives training.
/// </summary>
/// <remarks>
/// A forward pass takes one for each weight and each position that uses it. Training adds a second for each trainable kernel's gradient
/// and a third where the gradient goes on to trainable weights below. Layers without kernels are left out: they are less than 1 %.
/// </remarks>
internal sealed class RunCost(RunCatalog catalog)
{
    /// <exception cref="AddressException">There is no such run.</exception>
    public Measurement Measure(string name)
    {
        if (!catalog.Names.Contains(name, StringComparer.Ordinal))
        {
            throw new AddressException($"no run is called '{name}'. The runs are {string.Join(", ", catalog.Names)}.");
        }

        RunConfiguration run = catalog.Load(name);
        Expansion network = Expansion.Of(ModelVariant.Build(run.Model, run.Variant is null ? [] : [run.Variant]).Model);
        double trained = (double)run.Epochs * (run.Train.DeclaredSteps * run.Train.BatchSize ?? run.Train.Samples);
        double validated = (double)run.Epochs * (run.Validation?.Samples ?? 0);
        double extracted = run.Extraction is null ? 0 : Pictures(run) * Forward(Expansion.Of(Zoo.Get(run.Base!)));
        double total = trained * Training(network) + validated * Forward(network) + extracted;
        return new Measurement.Exact(new Value.Number(total), $"counted from model {run.Model} and configs/runs/{name}.json");
    }

    private static double Pictures(RunConfiguration run) => run.Train.Samples + (run.Validation?.Samples ?? 0) + (run.Test?.Samples ?? 0);

    private static double Forward(Expansion network) => network.Nodes.Sum(Forward);

    private static double Training(Expansion network)
    {
        double total = 0;
        bool below = false;
        foreach (ExpandedNode node in network.Nodes)
        {
            double forward = Forward(node);
            bool trainable = node.Weights.Any(weight => weight.Trainable);
            total += forward * (1 + (trainable ? 1 : 0) + (below ? 1 : 0));
            below |= trainable;
        }

        return total;
    }

    private static double Forward(ExpandedNode node) => node.Layer switch
    {
        // One multiply-add a kernel element for each output position; a dense layer has one position.
        Conv2D => (double)node.OutputShape[0]!.Value * node.OutputShape[1]!.Value * node.Weights[0].Spec.Elements,
        Dense => node.Weights[0].Spec.Elements,
        _ => 0,
    };
}
