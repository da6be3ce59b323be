namespace Repro.Backends.Losses;

/// <summary>The loss of one sample, in float64.</summary>
/// <param name="truth">The label: one value per output, one-hot for classes.</param>
/// <param name="output">The model's outputs, or the logits, as the function expects.</param>
/// <param name="gradient">Receives the derivative of the loss with respect to each value of <paramref name="output"/>; empty where it is
/// not needed.</param>
internal delegate double SampleLoss(ReadOnlySpan<double> truth, ReadOnlySpan<double> output, Span<double> gradient);
