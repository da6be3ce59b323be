using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Models;
using Repro.Specs.Backends.Cpu.SameBits;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Contract;

/// <summary>
/// Every optimizer on every backend, against the reference kernels of the Cpu backend, which other specs compare with Keras.
/// </summary>
internal abstract class OptimizerContract : BackendContract
{
    private const int Steps = 10;

    private static IEnumerable<string> Optimizers => Trainings.OptimizerNames;

    [TestCaseSource(nameof(Optimizers))]
    public void Ten_steps_follow_the_reference(string name)
    {
        (Model model, int samples) = Trainings.Case(name);
        using CpuBackend cpu = new(new CpuOptions(Threads: 1, "reference"));
        using INetwork expected = cpu.Build(model, new CompileOptions(Loss.CategoricalCrossentropy, Trainings.Optimizers[name]));
        SeededInputs.FillWeights(expected);
        using INetwork actual = Seeded(model, Trainings.Optimizers[name]);
        for (int step = 0; step < Steps; step++)
        {
            Closeness.ShouldBeCloseLoss(Step(actual, step, samples).Loss, Step(expected, step, samples).Loss, $"the loss of step {step}");
        }

        actual.OptimizerSteps.Should().Be(Steps);
        foreach (FlatWeight weight in expected.Weights)
        {
            Closeness.ShouldBeClose(Read(actual, weight.Path), Doubles(Read(expected, weight.Path)), weight.Path);
        }
    }

    [TestCaseSource(nameof(Optimizers))]
    public void Weights_slots_and_steps_restore_a_training_bit_by_bit(string name)
    {
        (Model model, int samples) = Trainings.Case(name);
        using INetwork whole = Seeded(model, Trainings.Optimizers[name]);
        for (int step = 0; step < 3; step++)
        {
            Step(whole, step, samples);
        }

        using INetwork resumed = Seeded(model, Trainings.Optimizers[name], firstStream: 50);
        foreach (FlatWeight weight in whole.Weights)
        {
            resumed.WriteWeight(weight.Path, Read(whole, weight.Path));
            for (int slot = 0; slot < whole.OptimizerSlots.Count; slot++)
            {
                float[] values = new float[weight.Spec.Elements];
                whole.ReadOptimizerState(weight.Path, values, slot);
                resumed.WriteOptimizerState(weight.Path, values, slot);
            }
        }

        resumed.OptimizerSteps = whole.OptimizerSteps;
        for (int step = 3; step < 6; step++)
        {
            Step(resumed, step, samples).Should().Be(Step(whole, step, samples));
        }

        foreach (FlatWeight weight in whole.Weights)
        {
            Read(resumed, weight.Path).Should().Equal(Read(whole, weight.Path), weight.Path);
        }
    }

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);
}
