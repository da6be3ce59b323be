using Repro.Claims;

namespace Repro.Probes.Algorithms;

/// <summary>Values in an argument: <c>1 2 3</c>, or <c>1 x 36 0</c> for 36 ones and a zero.</summary>
internal static class NumberList
{
    private const string Times = "x";
    private const int Most = 10_000;

    public static bool TryRead(string? text, out float[] values)
    {
        string[] words = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<float> read = [];
        values = [];
        for (int at = 0; at < words.Length; at++)
        {
            if (!Numbers.TryNumber(words[at], out double value))
            {
                return false;
            }

            int count = 1;
            if (at + 1 < words.Length && words[at + 1] == Times)
            {
                if (at + 2 >= words.Length || !Numbers.TryCount(words[at + 2], out count) || count > Most)
                {
                    return false;
                }

                at += 2;
            }

            read.AddRange(Enumerable.Repeat((float)value, count));
        }

        values = [.. read];
        return values.Length > 0;
    }

    public static bool TryShape(string text, out int[] shape)
    {
        string[] axes = text.Split('x');
        shape = new int[axes.Length];
        for (int axis = 0; axis < axes.Length; axis++)
        {
            if (!Numbers.TryCount(axes[axis], out shape[axis]) || shape[axis] is < 1 or > 1024)
            {
                return false;
            }
        }

        return true;
    }
}
