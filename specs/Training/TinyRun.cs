using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Backends.Optimizers;
using Repro.Data.Arrays;
using Repro.Keras.Architecture;
using Repro.Keras.Catalog;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Runs;
using Repro.Specs.Data;
using Repro.Training.Feeding;
using Repro.Training.Loop;

namespace Repro.Specs.Training;

/// <summary>A run so small that a spec can train it dozens of times: 50 made images of 6x6, 7 steps, 3 epochs, with dropout.</summary>
internal sealed class TinyRun : IDisposable
{
    private readonly CpuBackend _backend = new(new CpuOptions(Threads: 1));
    private readonly Lazy<TrainingData> _data;

    public TinyRun()
    {
        Configuration = RunConfigurationReader.Read(
            Repository.PathOf("configs", "runs", "mnist-convnet.json"),
            SpecModels.Catalog,
            SpecData.Sets
        ) with
        {
            Name = "tiny",
            Models = Write(Folder.File("models"), Model),
            Model = Model.Name,
            Epochs = 3,
            Seeds = [1, 2, 3],
        };
        Configuration = Configuration with
        {
            Train = Configuration.Train with { Samples = 50, BatchSize = 8 },
            Test = Configuration.Test! with { Samples = 20, BatchSize = 7 },
        };
        TinyMnist.Write(Folder.File("data"));
        _data = new Lazy<TrainingData>(() =>
            ArrayData.Of(Configuration, Model, ArraySet.Load(Configuration.Set, Folder.File("data"), verify: false))
        );
    }

    public TemporaryFolder Folder { get; } = new();

    public RunConfiguration Configuration { get; init; }

    public IBackend Backend => _backend;

    public TrainingData Data => _data.Value;

    public string Output => Folder.File("runs");

    public static Model Model { get; } =
        ModelBuilder
            .Sequential("tiny", new Shape(TinyMnist.Side, TinyMnist.Side, 1))
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dense(8) { Name = "dense", Activation = Activation.Relu })
            .Add(new Dropout(0.5f) { Name = "dropout" })
            .Add(new Dense(10) { Name = "dense_1", Activation = Activation.Softmax })
            .Build();

    public TrainingService Service(Action<string>? killPoint = null) => new(_backend, _ => Model, _ => Data) { KillPoint = killPoint };

    public TrainingRequest Request(int seed = 1, string? output = null) =>
        new(Configuration, seed, output ?? Output) { CheckpointSteps = 3 };

    public INetwork Network() => _backend.Build(Model, new CompileOptions(Loss.CategoricalCrossentropy, new RmsProp()));

    /// <summary>A folder of networks, each under its model's own name.</summary>
    public static ModelCatalog Write(string folder, params Model[] models)
    {
        Directory.CreateDirectory(folder);
        foreach (Model model in models)
        {
            File.WriteAllText(Path.Combine(folder, model.Name + ".json"), ModelWriter.Write(model).ToJsonString());
        }

        // Each file is read once, so the networks outlive the folder.
        ModelCatalog catalog = new(folder);
        foreach (Model model in models)
        {
            _ = catalog.Get(model.Name);
        }

        return catalog;
    }

    public void Dispose()
    {
        _backend.Dispose();
        Folder.Dispose();
    }
}
