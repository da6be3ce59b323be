using Repro.Backends.Cpu.Operations;
using Repro.Backends.Cpu.Operations.Convolutions;
using Repro.Backends.Cpu.Operations.Elementwise;
using Repro.Backends.Cpu.Operations.Pooling;

namespace Repro.Backends.Cpu.Graph;

/// <summary>An operation that can take the place of several: a convolution, its ReLU and, where one follows, its pooling.</summary>
/// <param name="Last">The index of the last operation, whose place it takes.</param>
/// <param name="Inner">The indices of the others; the convolution's comes first.</param>
/// <param name="HasGradient">Whether it has a backward pass.</param>
internal sealed record Fusion(int Last, IReadOnlyList<int> Inner, Operation Operation, bool HasGradient)
{
    /// <summary>The convolution's index.</summary>
    public int First => Inner[0];

    /// <summary>Every fusion that the operations allow; one that contains another comes before it.</summary>
    public static IReadOnlyList<Fusion> Find(IReadOnlyList<Operation> operations)
    {
        List<Fusion> pooled = [],
            rectified = [];
        for (int index = 0; index < operations.Count; index++)
        {
            if (operations[index] is ReluOperation relu && operations[relu.Inputs[0]] is ConvOperation conv)
            {
                rectified.Add(new Fusion(index, relu.Inputs, new ReluConvOperation(conv), HasGradient: false));
            }

            if (
                operations[index] is MaxPoolOperation pool
                && operations[pool.Inputs[0]] is ReluOperation before
                && operations[before.Inputs[0]] is ConvOperation first
                && PooledConvOperation.Of(first, pool) is { } operation
            )
            {
                pooled.Add(new Fusion(index, [before.Inputs[0], pool.Inputs[0]], operation, HasGradient: true));
            }
        }

        return [.. pooled, .. rectified];
    }
}
