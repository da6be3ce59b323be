using Repro.Hdf5;
using Repro.Models;

namespace Repro.Keras.Weights;

/// <summary>A data set that serves as a weight.</summary>
/// <param name="Name">Keras's name of it: <c>conv2d_1/kernel:0</c>.</param>
internal sealed record StoredTensor(string Name, IReadOnlyList<int> Shape, float[] Values)
{
    /// <summary>Whether the file has whole numbers.</summary>
    public bool IsInteger { get; init; }

    private const string TheanosOrder = " Its axes are in Theano's order. Use the file with TensorFlow's kernels.";

    /// <exception cref="KerasFormatException">There is no such data set, or it holds no numbers.</exception>
    public static StoredTensor Find(Hdf5Content content, string group, string name) =>
        content.Find(Hdf5Content.Join(group, name)) is { Kind: Hdf5Kind.Floats or Hdf5Kind.Integers } found
            ? new StoredTensor(name, found.Shape, Numbers(found)) { IsInteger = found.Kind == Hdf5Kind.Integers }
            : throw new KerasFormatException($"'{group}' lists the weight '{name}', which does not exist as numbers.");

    /// <summary>The object of a weight; whole numbers where Keras stores such.</summary>
    public static Hdf5Object Of(string path, WeightSpec weight, float[] values) =>
        weight.IsInteger
            ? new Hdf5Object(path, Hdf5Kind.Integers) { Shape = weight.Shape, Integers = [.. values.Select(value => (long)value)] }
            : new Hdf5Object(path, Hdf5Kind.Floats) { Shape = weight.Shape, Floats = values };

    private static float[] Numbers(Hdf5Object found) =>
        found.Kind == Hdf5Kind.Floats ? found.Floats : [.. found.Integers.Select(number => (float)number)];

    /// <summary>The values, where the shape is the weight's.</summary>
    /// <exception cref="KerasFormatException">It has another shape.</exception>
    public float[] For(FlatWeight weight) =>
        IsInteger && !weight.Spec.IsInteger
            ? throw new KerasFormatException($"the weight '{Name}' has whole numbers, but '{weight.Path}' of the model has float32.")
        : Shape.SequenceEqual(weight.Spec.Shape) ? Values
        : throw new KerasFormatException(
            $"the weight '{Name}' is {Form(Shape)}, but '{weight.Path}' of the model is {Form(weight.Spec.Shape)}.{(IsTheanos(weight.Spec.Shape) ? TheanosOrder : "")}"
        );

    // (units, channels, rows, columns) where TensorFlow has (rows, columns, channels, units).
    private bool IsTheanos(IReadOnlyList<int> shape) =>
        shape is [var rows, var columns, var channels, var units] && Shape.SequenceEqual([units, channels, rows, columns]);

    private static string Form(IReadOnlyList<int> shape) => shape.Count == 0 ? "a single number" : string.Join('x', shape);
}
