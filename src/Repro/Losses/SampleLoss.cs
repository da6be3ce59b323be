namespace Repro.Losses;

/// <summary>The loss of one sample, in float64.</summary>
/// <param name="truth">The label: one value per output, one-hot for classes.</param>
/// <param name="output">What the model gives, or its logits, as the function says.</param>
public delegate double SampleLoss(ReadOnlySpan<double> truth, ReadOnlySpan<double> output);
