using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.TensorFlowNet;

/// <summary>A TensorFlow.NET tensor, whose handles we free ourselves: its own finalizers would wait for a garbage collection.</summary>
internal sealed class NetTensor(NetEager owner, Tensorflow.Eager.EagerTensor inner) : EagerTensor(owner.Counters)
{
    public NetEager Owner { get; } = owner;

    public Tensorflow.Eager.EagerTensor Inner { get; } = inner;

    protected override void Release() => Owner.Free(this);
}
