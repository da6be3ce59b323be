using Repro.Claims;
using Repro.Models;
using Repro.Models.Counting;
using Repro.Probes.Forms;
using Repro.Runs;
using Repro.Training.Feeding;

namespace Repro.Probes.Runs;

/// <summary>
/// Multiply-adds that a run's networks take, counted from the models that are built and the configuration that drives training.
/// </summary>
internal sealed class RunCost(RunCatalog catalog)
{
    /// <exception cref="AddressException">There is no such run, or its file is not valid.</exception>
    public Measurement Measure(string name, Address address)
    {
        RunConfiguration run = catalog.Load(name, address);
        FlattenedModel network = FlattenedModel.Of(RunInputs.Model(run));
        double trained = (double)run.Epochs * (run.Train.DeclaredSteps * run.Train.BatchSize ?? run.Train.Samples);
        double validated = (double)run.Epochs * (run.Validation?.Samples ?? 0);
        double extracted = run.Extraction is null ? 0 : Images(run) * MultiplyAdds.Forward(FlattenedModel.Of(run.Models.Get(run.Base!)));
        double total = trained * MultiplyAdds.Training(network) + validated * MultiplyAdds.Forward(network) + extracted;
        return new Measurement.Exact(new Value.Number(total), $"counted from model {run.Model} and {catalog.ShownFile(name)}");
    }

    private static double Images(RunConfiguration run) => run.Train.Samples + (run.Validation?.Samples ?? 0) + (run.Test?.Samples ?? 0);
}
