using System.Globalization;

namespace Repro.Backends;

/// <summary>
/// A training step met a loss that is NaN or infinite. Nothing was updated: the weights are those that gave this loss.
/// </summary>
internal sealed class NonFiniteLossException(BatchResult result)
    : Exception(
        $"The loss is {result.Loss.ToString(CultureInfo.InvariantCulture)}, so the step was not taken; lower the learning rate or check the inputs."
    )
{
    /// <summary>The batch's loss and correct answers.</summary>
    public BatchResult Result { get; } = result;
}
