using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Specs.Backends.Contract;

namespace Repro.Specs.Backends.Cpu;

[Category("Fast")]
internal sealed class CpuTrajectorySpecs : TrajectoryContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
internal sealed class CpuNetworkOutputSpecs : NetworkOutputContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
internal sealed class CpuGradientSpecs : GradientContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
internal sealed class CpuTrainingSpecs : TrainingContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
internal sealed class CpuErrorSpecs : ErrorContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
internal sealed class CpuActivationSpecs : ActivationContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
internal sealed class CpuBranchSpecs : BranchContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Small")]
internal sealed class CpuLargeNetworkOutputSpecs : LargeNetworkOutputContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
internal sealed class CpuFilterAscentSpecs : FilterAscentContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Small")]
internal sealed class CpuDeepImageSpecs : DeepImageContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
internal sealed class CpuOptimizerSpecs : OptimizerContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
internal sealed class CpuFtrlSpecs : FtrlContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
internal sealed class CpuReferenceFtrlSpecs : FtrlContract
{
    protected override IBackend Create() => new CpuBackend(new CpuOptions(Threads: 1, "reference"));
}

[Category("Fast")]
internal sealed class CpuLossSpecs : LossContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
internal sealed class ReferenceLossSpecs : LossContract
{
    protected override IBackend Create() => new CpuBackend(new CpuOptions(Threads: 1, "reference"));
}

[Category("Fast")]
internal sealed class CpuOutputsSpecs : OutputsContract
{
    protected override IBackend Create() => new CpuBackend();
}
