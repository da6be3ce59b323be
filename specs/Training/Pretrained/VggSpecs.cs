using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Specs.Backends.TensorFlow;

namespace Repro.Specs.Training.Pretrained;

[Category("Small")]
[Category("Data")]
public sealed class CpuVggSpecs : VggContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("TensorFlow")]
[Category("Data")]
public sealed class TensorFlowVggSpecs : VggContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}
