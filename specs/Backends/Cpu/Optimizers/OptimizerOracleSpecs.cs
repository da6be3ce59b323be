using System.Text.Json;
using Repro.Backends.Cpu.Graph;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Operations;
using Repro.Backends.Optimizers;
using Repro.Inputs;
using Repro.Models;
using Repro.Runs;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Cpu.Optimizers;

/// <summary>
/// Twenty steps with every optimizer, clipping, weight decay and schedule, against real Keras in float64. Gradients are float64, rounded
/// once.
/// </summary>
[Category("Fast")]
internal sealed class OptimizerOracleSpecs
{
    private const int Steps = 20;

    // Keras 2.15 computes a cyclic polynomial in float32 whatever the network's type: this much of the first rate, for two roundings of 1 -
    // t/T.
    private const double OfFirstRate = 2.0 / (1 << 24);

    private static readonly JsonElement Oracle = Fixture.Json("keras", "optimizers.json").GetProperty("cases");

    private static IEnumerable<string> Cases => Oracle.EnumerateObject().Select(property => property.Name);

    private static IEnumerable<string> Scheduled => Cases.Where(name => Oracle.GetProperty(name).TryGetProperty("rates", out _));

    [TestCaseSource(nameof(Cases))]
    public void Twenty_steps_follow_Keras(string name)
    {
        JsonElement oracle = Oracle.GetProperty(name);
        Optimizer optimizer = OptimizerOf(oracle);
        Parameter[] parameters = [.. SmallNetwork.Shapes.Select((shape, tensor) => ParameterOf(tensor, shape, optimizer))];
        double[] losses = oracle.Doubles("losses");
        losses.Should().HaveCount(Steps);
        for (int step = 0; step < Steps; step++)
        {
            (double loss, double[][] gradients) = SmallNetwork.Differentiate(step, [.. parameters.Select(parameter => parameter.Values)]);
            Closeness.ShouldBeCloseLoss(loss, losses[step], $"the loss of step {step}");
            for (int tensor = 0; tensor < parameters.Length; tensor++)
            {
                for (int i = 0; i < gradients[tensor].Length; i++)
                {
                    parameters[tensor].Gradient[i] = (float)gradients[tensor][i];
                }
            }

            WeightUpdates.Apply(new ReferenceKernels(), parameters, optimizer.Clipping, optimizer.At(step));
        }

        JsonElement[] weights = [.. oracle.GetProperty("weights").EnumerateArray()];
        for (int tensor = 0; tensor < parameters.Length; tensor++)
        {
            Closeness.ShouldBeClose(
                parameters[tensor].Values,
                [.. weights[tensor].EnumerateArray().Select(value => value.GetDouble())],
                parameters[tensor].Path
            );
        }
    }

    [TestCaseSource(nameof(Scheduled))]
    public void Rates_follow_Keras(string name)
    {
        JsonElement oracle = Oracle.GetProperty(name);
        Optimizer optimizer = OptimizerOf(oracle);
        double[] rates = oracle.Doubles("rates");
        rates.Should().HaveCount(Steps);
        for (int step = 0; step < Steps; step++)
        {
            optimizer.Schedule!.At(step).Should().BeApproximately(rates[step], OfFirstRate * rates[0], "the rate of step {0}", step);
        }
    }

    private static Optimizer OptimizerOf(JsonElement oracle) =>
        OptimizerReader.Read(new JsonFields("optimizers.json", oracle.GetProperty("optimizer"))).ToOptimizer();

    internal static Parameter ParameterOf(int tensor, int[] shape, Optimizer optimizer)
    {
        WeightSpec spec = new(shape.Length == 1 ? "bias" : "kernel", shape, Initializer.Zeros);
        Parameter parameter = new(new FlatWeight(FormattableString.Invariant($"tensor{tensor}"), spec, Trainable: true), trained: true);
        parameter.Keep(optimizer.Slots.Count, optimizer.StartOf);
        SmallNetwork.Start(tensor).CopyTo(parameter.Values, 0);
        return parameter;
    }
}
