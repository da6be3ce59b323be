using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Operations;
using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Graph;

/// <summary>
/// The end of a training step: penalties join the gradients, which are clipped and then move the weights, and constraints hold again.
/// </summary>
internal static class WeightUpdates
{
    /// <param name="parameters">All weights of a network. Those that were updated with their gradient are left alone.</param>
    public static void Apply(CpuKernels kernels, Parameter[] parameters, Clipping clipping, in UpdateStep step)
    {
        foreach (Parameter parameter in parameters)
        {
            if (parameter is { IsTrained: true, IsUpdated: false })
            {
                parameter.AddPenaltyGradient();
            }
        }

        GradientClipping.Apply(clipping, parameters);
        foreach (Parameter parameter in parameters)
        {
            if (!parameter.IsTrained)
            {
                continue;
            }

            if (parameter.IsUpdated)
            {
                parameter.IsUpdated = false;
                continue;
            }

            kernels.Update(parameter.Values.Length, parameter.Values, parameter.Gradient, parameter.Slots, step);
            parameter.Constrain();
        }
    }
}
