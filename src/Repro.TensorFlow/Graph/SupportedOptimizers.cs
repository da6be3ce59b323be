using Repro.Backends;

namespace Repro.TensorFlow.Graph;

/// <summary>The optimizers that this engine computes.</summary>
internal static class SupportedOptimizers
{
    /// <exception cref="InputException">It is not one of them.</exception>
    public static void Require(Optimizer optimizer)
    {
        if (optimizer is not RmsProp { IsPlain: true })
        {
            throw new InputException(
                $"The TensorFlow engine does not train with the optimizer {optimizer.Name} as the run sets it; it supports rmsprop without momentum, centered, clipping, weight decay and schedule, with epsilon outside the root. Use --backend cpu.");
        }
    }
}
