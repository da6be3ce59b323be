using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Keras.Architecture;
using Repro.Keras.Catalog;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Runs;
using Repro.Training.Feeding;
using Repro.Training.Loop;
using Repro.Training.State;

namespace Repro.Bench.Fuzzing.Readers;

/// <summary>A training of milliseconds, so that every input can be read through to the training that goes on from it.</summary>
internal sealed class FuzzTraining(string output)
{
    private const int Side = 4;
    private const int Classes = 10;
    private static readonly CpuBackend Backend = new(new CpuOptions(Threads: 1));
    private static readonly TrainingData Data = new(Samples(24), null, Samples(10), new Dictionary<string, string>(), new string('0', 64));

    private static readonly Model Network = ModelBuilder
        .Sequential("tiny", new Shape(Side, Side, 1))
        .Add(new Flatten { Name = "flatten" })
        .Add(new Dense(4) { Name = "dense", Activation = Activation.Relu })
        .Add(new Dense(Classes) { Name = "dense_1", Activation = Activation.Softmax })
        .Build();

    /// <summary>The run; as many seeds as a verdict on recorded seeds needs.</summary>
    public static RunConfiguration Run { get; } = Made();

    public string Output => output;

    /// <summary>Trains a seed, or goes on with it.</summary>
    /// <param name="stop">Stops it after so many epochs, with a checkpoint.</param>
    public TrainingOutcome Train(int seed, CancellationToken stop = default) =>
        new TrainingService(Backend, _ => Network, _ => Data).Train(
            new TrainingRequest(Run, seed, output) { CheckpointSteps = 2 },
            cancellation: stop
        );

    public string FolderOf(int seed) => RunFolder.PathOf(output, Run.Name, Backend.Name, seed);

    private static RunConfiguration Made()
    {
        RunConfiguration run = RunConfigurationReader.Read(
            Own.PathOf("configs", "runs", "mnist-dense.json"),
            Own.Runs.Models,
            Own.Runs.Data.Sets
        );
        return run with
        {
            Name = "tiny",
            Models = Catalog(),
            Model = Network.Name,
            Epochs = 2,
            Seeds = [1, 2, 3, 4, 5],
            Train = run.Train with { Samples = 24, BatchSize = 8 },
            Test = run.Test! with { Samples = 10, BatchSize = 10 },
        };
    }

    // A file is read once, so the folder can go again.
    private static ModelCatalog Catalog()
    {
        string folder = Directory.CreateTempSubdirectory("repro-fuzz-models-").FullName;
        File.WriteAllText(Path.Combine(folder, Network.Name + ".json"), ModelWriter.Write(Network).ToJsonString());
        ModelCatalog catalog = new(folder);
        _ = catalog.Get(Network.Name);
        Directory.Delete(folder, recursive: true);
        return catalog;
    }

    private static ArraySamples Samples(int count)
    {
        Tensor x = new(count, Side, Side, 1);
        Tensor y = new(count, Classes);
        for (int index = 0; index < x.Values.Length; index++)
        {
            x.Values[index] = index * 37 % 256 / 255f;
        }

        for (int sample = 0; sample < count; sample++)
        {
            y.Values[sample * Classes + sample * 7 % Classes] = 1;
        }

        return new ArraySamples(x, y);
    }
}
