using Repro.Backends.Cpu.Operations;
using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Graph;

/// <summary>
/// Limits gradients before an optimizer uses them. Norms are sums of squares in float64 and index order, and the factor
/// limit / max(limit, norm) is rounded to float32 once.
/// </summary>
internal static class GradientClipping
{
    /// <param name="parameters">Those that are trained have their whole gradients.</param>
    public static void Apply(Clipping clipping, Parameter[] parameters)
    {
        if (clipping.IsNone)
        {
            return;
        }

        double all = 0;
        if (clipping.GlobalNorm is not null)
        {
            foreach (Parameter parameter in parameters)
            {
                if (parameter.IsTrained)
                {
                    all += Squares(parameter.Gradient);
                }
            }
        }

        foreach (Parameter parameter in parameters)
        {
            if (!parameter.IsTrained)
            {
                continue;
            }

            if (clipping.Value is { } most)
            {
                Limit(parameter.Gradient, (float)most);
            }

            if (clipping.Norm is { } norm)
            {
                Scale(parameter.Gradient, norm, Squares(parameter.Gradient));
            }

            if (clipping.GlobalNorm is { } global)
            {
                Scale(parameter.Gradient, global, all);
            }
        }
    }

    private static double Squares(float[] gradient)
    {
        double sum = 0;
        foreach (float value in gradient)
        {
            sum += (double)value * value;
        }

        return sum;
    }

    // Comparisons with NaN are false, so a NaN stays.
    private static void Limit(float[] gradient, float most)
    {
        foreach (ref float value in gradient.AsSpan())
        {
            if (value > most)
            {
                value = most;
            }
            else if (value < -most)
            {
                value = -most;
            }
        }
    }

    private static void Scale(float[] gradient, double most, double squares)
    {
        double norm = Math.Sqrt(squares);
        if (norm <= most)
        {
            return;
        }

        float factor = (float)(most / norm);
        foreach (ref float value in gradient.AsSpan())
        {
            value *= factor;
        }
    }
}
