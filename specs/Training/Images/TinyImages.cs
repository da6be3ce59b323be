using Repro.Backends.Cpu;
using Repro.Data.Folders;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Runs;
using Repro.Specs.Data;
using Repro.Training.Feeding;
using Repro.Training.Loop;

namespace Repro.Specs.Training.Images;

/// <summary>
/// Document 3's augmented run made tiny: 11 made images resized to 12x10, 5 steps of 4 an epoch (a pass has 3), validation in 5 steps of 3
/// over 7 images, augmentation and dropout.
/// </summary>
internal sealed class TinyImages : IDisposable
{
    private const string Set = "cats_and_dogs_small";
    private const int Height = 12;
    private const int Width = 10;
    private readonly CpuBackend _backend = new(new CpuOptions(Threads: 2));
    private readonly string _dataRoot;

    /// <param name="semantics">Which generation augments.</param>
    /// <param name="dataRoot">Where <see cref="Write"/> wrote the images.</param>
    public TinyImages(string semantics, string dataRoot)
    {
        _dataRoot = dataRoot;
        RunConfiguration run = RunConfigurationReader.Read(
            Repository.PathOf("configs", "runs", "catsdogs-augmented.json"),
            SpecModels.Catalog,
            SpecData.Sets
        );
        Configuration = run with
        {
            Name = "tiny-pictures",
            Epochs = 3,
            SaveAs = null,
            Observe = null,
            Train = Tiny(run.Train, 11, 4, 5) with { Augmentation = run.Train.Augmentation! with { Semantics = semantics } },
            Validation = Tiny(run.Validation!, 7, 3, 5),
            Test = Tiny(run.Test!, 4, 3, 2),
        };
    }

    public RunConfiguration Configuration { get; init; }

    public static Model Model { get; } =
        ModelBuilder
            .Sequential("tiny-pictures", new Shape(Height, Width, 3))
            .Add(new Conv2D(4, 3) { Name = "conv2d", Activation = Activation.Relu })
            .Add(new MaxPooling2D { Name = "max_pooling2d" })
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dropout(0.5f) { Name = "dropout" })
            .Add(new Dense(1) { Name = "dense", Activation = Activation.Sigmoid })
            .Build();

    public static void Write(TemporaryFolder root)
    {
        ImageFixtures.WriteSplit(root, Set, "train", ("cats", 6), ("dogs", 5));
        ImageFixtures.WriteSplit(root, Set, "validation", ("cats", 4), ("dogs", 3));
        ImageFixtures.WriteSplit(root, Set, "test", ("cats", 2), ("dogs", 2));
    }

    public TrainingData Data() => ImageData.Of(Configuration, Model.InputShape, _dataRoot);

    public TrainingOutcome Train(string output, Action<string>? killPoint = null, int seed = 1) =>
        Train(Configuration, Data, output, killPoint, seed);

    /// <summary>Trains, and at the end looks at the first test image in the convolution.</summary>
    public TrainingOutcome TrainObserved(string output)
    {
        RunConfiguration run = Configuration with { Observe = new ObserveConfiguration("test/cats/000.jpg", ["conv2d"], null) };
        return Train(run, () => ObservedData(run), output, null, seed: 1);
    }

    private TrainingData ObservedData(RunConfiguration run)
    {
        using DecodedImages images = new(SpecData.Open(_dataRoot, Set, "test"), Height, Width);
        return Data() with
        {
            Observed = Observed.Of(run, run.Observe! with { Layers = [] }, run.Test!, images) with { Layers = [("conv2d", "conv2d")] },
        };
    }

    private TrainingOutcome Train(RunConfiguration run, Func<TrainingData> data, string output, Action<string>? killPoint, int seed) =>
        new TrainingService(_backend, _ => Model, _ => data()) { KillPoint = killPoint }.Train(
            new TrainingRequest(run, seed, output) { CheckpointSteps = 3 }
        );

    public void Dispose() => _backend.Dispose();

    private static SplitConfiguration Tiny(SplitConfiguration split, int samples, int batchSize, int steps) =>
        split with
        {
            Samples = samples,
            BatchSize = batchSize,
            DeclaredSteps = steps,
            TargetSize = (Height, Width),
        };
}
