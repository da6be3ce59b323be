using Repro.Backends.Optimizers;

namespace Repro.Specs.Backends.Cpu.Kernels;

/// <summary>The vectorized updates of all optimizers have the reference's bits.</summary>
internal sealed class UpdateVectorSpecs(string instructionSet, int threads) : VectorSpecs(instructionSet, threads)
{
    private static readonly Optimizer[] Optimizers =
    [
        new RmsProp(),
        new RmsProp { EpsilonInside = true },
        new RmsProp { Centered = true },
        new RmsProp { Momentum = 0.9f },
        new RmsProp { Centered = true, Momentum = 0.5f },
        new Sgd(),
        new Sgd(0.1, 0.9f),
        new Sgd(0.1, 0.9f, Nesterov: true),
        new Sgd { WeightDecay = 0.1 },
        new Adam(),
        new Adam(Beta2: 0.9, Amsgrad: true),
        new Adam(Epsilon: 1e-3) { WeightDecay = 0.01 },
        new Adagrad(),
        new Adagrad(EpsilonInside: false),
        new Adadelta(),
        new Adamax(),
        new Nadam(),
        new Nadam(Legacy: true),
        new Ftrl(0.05, L1: 0.001, L2: 0.01, L2Shrinkage: 0.1, Beta: 0.5),
    ];

    [Test]
    public void Updates_over_several_steps([ValueSource(nameof(Optimizers))] Optimizer optimizer, [Values(1, 13, 20_011)] int count)
    {
        float[] expectedWeight = KernelData.Values(count, 1);
        float[] weight = KernelData.Values(count, 1);
        float[][] expected = Slots(optimizer, count);
        float[][] actual = Slots(optimizer, count);
        for (int step = 0; step < 4; step++)
        {
            float[] gradient = KernelData.Values(count, 10 + step);
            Reference.Update(count, expectedWeight, gradient, expected, optimizer.At(step));
            Kernels.Update(count, weight, gradient, actual, optimizer.At(step));
        }

        KernelData.MustEqual(weight, expectedWeight, count, "weight");
        for (int slot = 0; slot < actual.Length; slot++)
        {
            KernelData.MustEqual(actual[slot], expected[slot], count, optimizer.Slots[slot]);
        }
    }

    [Test]
    public void Slots_that_do_not_fit_the_rule_are_refused()
    {
        UpdateStep step = new Adam().At(0);
        float[] values = new float[9];

        ((Action)(() => Kernels.Update(9, values, values, [new float[9]], step)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*Adam keeps 2 arrays*");
        ((Action)(() => Kernels.Update(9, values, values, [new float[9], new float[8]], step)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*slot has 8 values where 9*");
    }

    private static float[][] Slots(Optimizer optimizer, int count) =>
        [.. optimizer.Slots.Select((_, slot) => Enumerable.Repeat(optimizer.StartOf(slot), count).ToArray())];
}
