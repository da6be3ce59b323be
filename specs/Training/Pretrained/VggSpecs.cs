using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Specs.Backends.TensorFlow;

namespace Repro.Specs.Training.Pretrained;

[Category("Small")]
[Category("Data")]
internal sealed class CpuVggSpecs : VggContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("TensorFlow")]
[NonParallelizable]
[Category("Data")]
internal sealed class TensorFlowVggSpecs : VggContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}
