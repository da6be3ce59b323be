using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Runs;
using Repro.Specs.Data;
using Repro.Training.Features;
using Repro.Training.Feeding;
using Repro.Training.Loop;
using Repro.Training.Weights;

namespace Repro.Specs.Training.Pretrained;

/// <summary>
/// A data root with a full-size VGG16 file of seeded weights in Keras's layout, marked as made, and a handful of made images; and document
/// 3's
/// three runs on it with their own names, cut down to those images.
/// </summary>
internal sealed class MadeVgg : IDisposable
{
    public const string Features = "vgg16-features-256";
    public const string Frozen = "vgg16-frozen-augmented";
    public const string FineTuned = "vgg16-finetune-100";
    public const int Images = 8;
    private const int Batch = 4;
    private readonly TemporaryFolder _folder = new();

    public MadeVgg()
    {
        foreach ((string split, int each) in new[] { ("train", Images / 2), ("validation", 2), ("test", 2) })
        {
            ImageFixtures.WriteSplit(_folder, "cats_and_dogs_small", split, ("cats", each), ("dogs", each));
        }

        Backend = new CpuBackend();
        WriteWeights(WeightsPath);
        Shorten(Features, epochs: 30);
        Shorten(Frozen, epochs: 1, saveAs: "cats_and_dogs_1.h5");
        Shorten(FineTuned, epochs: 1);
        Catalog = new RunCatalog(_folder.File("runs"), SpecModels.Catalog, SpecData.Catalog);
        Data = new RunData(Backend, Root, _folder.File("cache"), Said.Add);
        Service = new TrainingService(Backend, RunInputs.Model, Data.Of) { Runs = Catalog.Load };
    }

    public CpuBackend Backend { get; }

    public RunCatalog Catalog { get; }

    public RunData Data { get; }

    public TrainingService Service { get; }

    public List<string> Said { get; } = [];

    public string Root => _folder.Path;

    public string WeightsPath => _folder.File([.. SpecData.Weights("vgg16-base-150").File.Path.Split('/')]);

    public string Output => _folder.File("out");

    public string Baselines => _folder.File("baselines");

    public TrainingOutcome Train(string run, int seed = 1, int? epochs = null) =>
        Service.Train(new TrainingRequest(Catalog.Load(run), seed, Output) { Epochs = epochs });

    public void Dispose()
    {
        Backend.Dispose();
        _folder.Dispose();
    }

    private void WriteWeights(string path)
    {
        using INetwork network = Backend.Build(SpecModels.Get("vgg16-base-150"), new CompileOptions(Loss.BinaryCrossentropy, null));
        foreach (FlatWeight weight in network.Weights)
        {
            // Behind ReLU a kernel needs twice the variance, or nothing would be left after 13 layers.
            float[] values = WeightInitializer.Draw(weight, seed: 16);
            network.WriteWeight(weight.Path, [.. values.Select(value => value * MathF.Sqrt(2))]);
        }

        KerasFileWriter.SaveWeights(path, network, synthetic: true);
    }

    private void Shorten(string name, int epochs, string? saveAs = null)
    {
        JsonObject run = JsonNode.Parse(File.ReadAllText(Repository.PathOf("configs", "runs", name + ".json")))!.AsObject();
        run["epochs"] = epochs;
        run["seeds"] = new JsonArray(1, 2, 3, 4, 5);
        if (saveAs is not null)
        {
            run["save_as"] = saveAs;
        }

        foreach ((string part, int samples) in new[] { ("train", Images), ("validation", 4), ("test", 4) })
        {
            JsonObject split = run[part]!.AsObject();
            split["samples"] = samples;
            split["batch_size"] = Batch;
            if (split.ContainsKey("steps"))
            {
                split["steps"] = samples / Batch;
            }
        }

        Directory.CreateDirectory(_folder.File("runs"));
        File.WriteAllText(_folder.File("runs", name + ".json"), run.ToJsonString());
    }
}
