using Repro.Backends.Cpu.Operations;
using Repro.Backends.Cpu.Operations.Convolutions;
using Repro.Backends.Cpu.Operations.Elementwise;
using Repro.Backends.Cpu.Operations.Pooling;

namespace Repro.Backends.Cpu.Graph;

/// <summary>An operation that can take the place of a pooling, its ReLU and its convolution.</summary>
/// <param name="Conv">The convolution's index.</param>
/// <param name="Relu">Its ReLU's index.</param>
internal readonly record struct Fusion(int Conv, int Relu, PooledConvOperation Operation)
{
    /// <summary>Every fusion that the operations allow, by the index of its pooling.</summary>
    public static Dictionary<int, Fusion> Find(IReadOnlyList<Operation> operations)
    {
        Dictionary<int, Fusion> found = [];
        for (int index = 0; index < operations.Count; index++)
        {
            if (operations[index] is not MaxPoolOperation pool || operations[pool.Inputs[0]] is not ReluOperation relu)
            {
                continue;
            }

            if (operations[relu.Inputs[0]] is not ConvOperation conv || PooledConvOperation.Of(conv, pool) is not { } operation)
            {
                continue;
            }

            found.Add(index, new Fusion(relu.Inputs[0], pool.Inputs[0], operation));
        }

        return found;
    }
}
