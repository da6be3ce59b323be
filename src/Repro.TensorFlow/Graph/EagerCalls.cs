using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Graph;

/// <summary>Short forms of what the op mapping asks of the seam again and again.</summary>
internal static class EagerCalls
{
    /// <summary>Runs an op of one output, which becomes the caller's.</summary>
    public static EagerTensor Run(this IEager eager, EagerOp op, params ReadOnlySpan<EagerTensor> inputs)
    {
        EagerTensor output = null!;
        eager.Execute(op, inputs, new Span<EagerTensor>(ref output));
        return output;
    }
}
