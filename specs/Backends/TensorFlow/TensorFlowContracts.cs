using Repro.Backends;
using Repro.Specs.Backends.Contract;

namespace Repro.Specs.Backends.TensorFlow;

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowTrajectorySpecs : TrajectoryContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowNetworkOutputSpecs : NetworkOutputContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowGradientSpecs : GradientContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowTrainingSpecs : TrainingContract
{
    // TensorFlow multiplies a matrix of one row by another kernel than one of several: the same products in another order.
    // The longest sum here has 27 terms, and as many roundings of 2^-24 are allowed.
    protected override float NeighbourTolerance => 27f / (1 << 24);

    protected override IBackend Create() => new CountedTensorFlow();
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowErrorSpecs : ErrorContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowActivationSpecs : ActivationContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowBranchSpecs : BranchContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowLargeNetworkOutputSpecs : LargeNetworkOutputContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowDeepImageSpecs : DeepImageContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowOptimizerSpecs : OptimizerContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowFtrlSpecs : FtrlContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowLossSpecs : LossContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowOutputsSpecs : OutputsContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}
