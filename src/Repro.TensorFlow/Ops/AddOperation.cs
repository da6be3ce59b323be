using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>The sum of its inputs, from the first to the last. Each gets a handle of its own on the gradient.</summary>
internal sealed class AddOperation(IEager eager, IReadOnlyList<int> inputs, string layer) : Operation(inputs)
{
    private readonly EagerOp _add = new("AddV2", layer);
    private readonly EagerOp _identity = new("Identity", layer);

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        EagerTensor sum = eager.Run(_add, inputs[0], inputs[1]);
        for (int i = 2; i < Inputs.Count; i++)
        {
            using EagerTensor part = sum;
            sum = eager.Run(_add, part, inputs[i]);
        }

        return sum;
    }

    public override void Backward(Step step, Flow flow)
    {
        for (int i = Inputs.Count - 1; i >= 0; i--)
        {
            if (flow.Wants(i))
            {
                flow.Give(i, eager.Run(_identity, flow.OutputGradient));
            }
        }
    }
}
