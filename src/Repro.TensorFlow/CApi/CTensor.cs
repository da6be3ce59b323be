using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.CApi;

/// <summary>A TFE_TensorHandle.</summary>
internal sealed class CTensor(CEager owner, nint handle) : EagerTensor(owner.Counters)
{
    public CEager Owner { get; } = owner;

    /// <summary>Zero once freed.</summary>
    public nint Handle { get; private set; } = handle;

    protected override void Release()
    {
        Owner.Free(Handle);
        Handle = 0;
    }
}
