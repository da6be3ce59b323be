namespace Repro.Backends;

/// <summary>
/// float32 values in C order with their shape, batch axis first: images are (images, height, width, channels).
/// </summary>
internal sealed class Tensor
{
    public Tensor(params int[] shape)
        : this(new float[Count(shape)], shape) { }

    public Tensor(float[] values, params int[] shape)
    {
        if (values.Length != Count(shape))
        {
            throw new ArgumentException(
                $"A tensor of shape {string.Join('x', shape)} has {Count(shape)} values, but {values.Length} were given.",
                nameof(values)
            );
        }

        Values = values;
        Shape = shape;
    }

    public float[] Values { get; }

    public IReadOnlyList<int> Shape { get; }

    /// <summary>Samples in the batch: the first axis.</summary>
    public int Samples => Shape[0];

    public override string ToString() => string.Join('x', Shape);

    private static int Count(int[] shape) => shape.Aggregate(1, (product, axis) => checked(product * axis));
}
