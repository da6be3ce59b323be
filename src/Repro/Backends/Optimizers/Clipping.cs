namespace Repro.Backends.Optimizers;

/// <summary>How gradients are limited; at most one of the three is given.</summary>
/// <param name="Value">Keras's <c>clipvalue</c>: the largest magnitude of an element.</param>
/// <param name="Norm">Keras's <c>clipnorm</c>: the largest Euclidean norm of a tensor.</param>
/// <param name="GlobalNorm">Keras's <c>global_clipnorm</c>: the largest Euclidean norm of all tensors together.</param>
internal readonly record struct Clipping(double? Value = null, double? Norm = null, double? GlobalNorm = null)
{
    public bool IsNone => this == default;
}
