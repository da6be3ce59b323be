namespace Repro.Backends.Cpu.Operations;

/// <summary>Elements of a tensor that have the same place outside some axes: what is summed when these axes are.</summary>
internal static class AxisGroups
{
    /// <summary>For each element in C order the number of its group.</summary>
    /// <param name="axes">The axes along which elements belong together.</param>
    /// <param name="count">The number of groups.</param>
    public static int[] Of(IReadOnlyList<int> shape, IReadOnlyList<int> axes, out int count)
    {
        int elements = shape.Aggregate(1, (product, axis) => product * axis);
        int[] groups = new int[elements];
        count = 1;
        int inner = elements;
        for (int axis = 0; axis < shape.Count; axis++)
        {
            inner /= shape[axis];
            if (axes.Contains(axis))
            {
                continue;
            }

            for (int i = 0; i < elements; i++)
            {
                groups[i] = groups[i] * shape[axis] + i / inner % shape[axis];
            }

            count *= shape[axis];
        }

        return groups;
    }
}
