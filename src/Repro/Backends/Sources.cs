using Repro.Models;

namespace Repro.Backends;

/// <summary>
/// Where layers that only move numbers take each of them from: indices into a sample of the input in C order, -1 for a zero.
/// </summary>
internal static class Sources
{
    /// <param name="axes">For each axis of the output the axis of the input, counted from 0.</param>
    public static int[] Transposed(Shape input, IReadOnlyList<int> axes)
    {
        int[] strides = Strides(input);
        return Of([.. axes.Select(axis => input[axis]!.Value)], place => place.Select((at, axis) => at * strides[axes[axis]]).Sum());
    }

    /// <summary>A window of the input, which may begin before it and end behind it.</summary>
    /// <param name="starts">For each axis where the window begins.</param>
    public static int[] Window(Shape input, IReadOnlyList<int> starts, Shape output)
    {
        int[] strides = Strides(input);
        return Of(
            Lengths(output),
            place =>
            {
                int source = 0;
                for (int axis = 0; axis < place.Length; axis++)
                {
                    int at = place[axis] + starts[axis];
                    if (at < 0 || at >= input[axis])
                    {
                        return -1;
                    }

                    source += at * strides[axis];
                }

                return source;
            }
        );
    }

    /// <summary>Every number repeated along each axis.</summary>
    public static int[] Repeated(Shape input, IReadOnlyList<int> factors, Shape output)
    {
        int[] strides = Strides(input);
        return Of(Lengths(output), place => place.Select((at, axis) => at / factors[axis] * strides[axis]).Sum());
    }

    /// <summary>The middle of an image; of an odd rest the extra row or column is cut off at the end.</summary>
    public static int[] Middle(Shape input, Shape output) =>
        Window(input, [(input[0]!.Value - output[0]!.Value) / 2, (input[1]!.Value - output[1]!.Value) / 2, 0], output);

    /// <summary>For each pixel of an image of another size the nearest one: the floor of (i + 0.5) n / o.</summary>
    public static int[] Nearest(Shape input, Shape output)
    {
        int[] strides = Strides(input);
        return Of(
            Lengths(output),
            place =>
                Near(place[0], input[0]!.Value, output[0]!.Value) * strides[0]
                + Near(place[1], input[1]!.Value, output[1]!.Value) * strides[1]
                + place[2]
        );
    }

    private static int Near(int i, int input, int output) => (int)MathF.Min(MathF.Floor((i + 0.5f) * ((float)input / output)), input - 1);

    /// <summary>A whole input as often as axes are added before it.</summary>
    public static int[] Copies(int length, int copies) => [.. Enumerable.Range(0, copies * length).Select(i => i % length)];

    /// <summary>The steps of a sequence (steps, units) from the last to the first.</summary>
    public static int[] Reversed(Shape sequence)
    {
        (int steps, int units) = (sequence[0]!.Value, sequence[1]!.Value);
        return [.. Enumerable.Range(0, steps * units).Select(i => (steps - 1 - i / units) * units + i % units)];
    }

    /// <summary>Axes of length 1 repeated until the shapes are equal; null where they are.</summary>
    public static int[]? Broadcast(Shape input, Shape output)
    {
        if (input.Equals(output))
        {
            return null;
        }

        int[] strides = Strides(input);
        return Of(Lengths(output), place => place.Select((at, axis) => input[axis] == 1 ? 0 : at * strides[axis]).Sum());
    }

    private static int[] Of(int[] lengths, Func<int[], int> source)
    {
        int[] sources = new int[lengths.Aggregate(1, (product, axis) => checked(product * axis))];
        int[] place = new int[lengths.Length];
        for (int i = 0; i < sources.Length; i++)
        {
            sources[i] = source(place);
            for (int axis = lengths.Length - 1; axis >= 0 && ++place[axis] == lengths[axis]; axis--)
            {
                place[axis] = 0;
            }
        }

        return sources;
    }

    private static int[] Lengths(Shape shape) => [.. shape.Axes.Select(axis => axis!.Value)];

    private static int[] Strides(Shape shape)
    {
        int[] strides = new int[shape.Rank];
        int stride = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis]!.Value;
        }

        return strides;
    }
}
