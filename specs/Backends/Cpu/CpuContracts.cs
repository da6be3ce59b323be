using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Specs.Backends.Contract;

namespace Repro.Specs.Backends.Cpu;

[Category("Fast")]
public sealed class CpuTrajectorySpecs : TrajectoryContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
public sealed class CpuNetworkOutputSpecs : NetworkOutputContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
public sealed class CpuGradientSpecs : GradientContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
public sealed class CpuTrainingSpecs : TrainingContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
public sealed class CpuErrorSpecs : ErrorContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
public sealed class CpuActivationSpecs : ActivationContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
public sealed class CpuBranchSpecs : BranchContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Small")]
public sealed class CpuLargeNetworkOutputSpecs : LargeNetworkOutputContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
public sealed class CpuFilterAscentSpecs : FilterAscentContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Small")]
public sealed class CpuDeepImageSpecs : DeepImageContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
public sealed class CpuOptimizerSpecs : OptimizerContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
public sealed class CpuLossSpecs : LossContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("Fast")]
public sealed class ReferenceLossSpecs : LossContract
{
    protected override IBackend Create() => new CpuBackend(new CpuOptions(Threads: 1, "reference"));
}
