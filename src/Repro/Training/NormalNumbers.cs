using Repro.Numerics;
using Repro.Randomness;

namespace Repro.Training;

/// <summary>
/// Normal numbers of mean 0 and deviation 1 by Box and Muller's method (1958), with functions that are the same on every machine.
/// </summary>
internal static class NormalNumbers
{
    /// <summary>sqrt(-2 ln(1 - u)) cos(2 pi v), of two numbers of the stream.</summary>
    public static double Next(RandomStream stream)
    {
        double radius = Math.Sqrt(-2 * Elementary.Log(1.0 - stream.NextSingle()));
        double turn = 2.0 * stream.NextSingle();
        return radius * (turn <= 1 ? Elementary.CosinePi(turn) : Elementary.CosinePi(2 - turn));
    }
}
