using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Updates;

/// <summary>A weight and what is kept for it, and how a step updates both.</summary>
internal readonly unsafe struct WeightUpdate(in UpdateStep step, float* weights, SlotPointers slots)
{
    private const int Lanes = 8;

    private readonly UpdateStep _step = step;

    /// <summary>Updates some of the weights, on the caller's thread.</summary>
    /// <param name="first">The first weight.</param>
    /// <param name="gradient">The gradient of the first weight and those behind it.</param>
    public void Run(long first, float* gradient, int count)
    {
        switch (_step.Rule)
        {
            case UpdateRule.Sgd:
                Run(new SgdRule(_step), first, gradient, count);
                break;
            case UpdateRule.RmsProp:
                Run(new RmsPropRule(_step), first, gradient, count);
                break;
            case UpdateRule.Adam:
                Run(new AdamRule(_step), first, gradient, count);
                break;
            case UpdateRule.Adagrad:
                Run(new AdagradRule(_step), first, gradient, count);
                break;
            case UpdateRule.Adadelta:
                Run(new AdadeltaRule(_step), first, gradient, count);
                break;
            case UpdateRule.Adamax:
                Run(new AdamaxRule(_step), first, gradient, count);
                break;
            case UpdateRule.Nadam:
                Run(new NadamRule(_step), first, gradient, count);
                break;
            case UpdateRule.Ftrl:
                Run(new FtrlRule(_step), first, gradient, count);
                break;
            default:
                throw new InvalidOperationException($"There is no rule {_step.Rule}.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run<TRule>(TRule rule, long begin, float* gradient, int count)
        where TRule : struct, IWeightRule
    {
        float* w = weights + begin;
        float* first = slots.First + begin;
        float* second = slots.Second + begin;
        float* third = slots.Third + begin;
        Vector256<float> shrink = Vector256.Create(_step.Shrink);
        bool shrinks = _step.Shrink != 0;
        int i = 0;
        for (; i + Lanes <= count; i += Lanes)
        {
            Vector256<float> moved = Vector256.Load(w + i);
            if (shrinks)
            {
                moved = Fma.MultiplyAddNegated(shrink, moved, moved);
            }

            rule.Move(moved, Vector256.Load(gradient + i), first + i, second + i, third + i).Store(w + i);
        }

        if (i == count)
        {
            return;
        }

        // The rest in lanes of its own, so that the formula is written once.
        int rest = count - i;
        float* lanes = stackalloc float[Lanes * 5];
        new Span<float>(lanes, Lanes * 5).Clear();
        Copy(w + i, lanes, rest);
        Copy(gradient + i, lanes + Lanes, rest);
        float* kept = lanes + 2 * Lanes;
        if (_step.Slots > 0)
        {
            Copy(first + i, kept, rest);
        }

        if (_step.Slots > 1)
        {
            Copy(second + i, kept + Lanes, rest);
        }

        if (_step.Slots > 2)
        {
            Copy(third + i, kept + 2 * Lanes, rest);
        }

        Vector256<float> last = Vector256.Load(lanes);
        if (shrinks)
        {
            last = Fma.MultiplyAddNegated(shrink, last, last);
        }

        rule.Move(last, Vector256.Load(lanes + Lanes), kept, kept + Lanes, kept + 2 * Lanes).Store(lanes);
        Copy(lanes, w + i, rest);
        if (_step.Slots > 0)
        {
            Copy(kept, first + i, rest);
        }

        if (_step.Slots > 1)
        {
            Copy(kept + Lanes, second + i, rest);
        }

        if (_step.Slots > 2)
        {
            Copy(kept + 2 * Lanes, third + i, rest);
        }
    }

    private static void Copy(float* from, float* to, int count) => new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));
}
