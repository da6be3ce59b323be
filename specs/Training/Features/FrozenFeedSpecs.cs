using Repro.Backends.Cpu;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Runs;
using Repro.Specs.Training.Images;
using Repro.Training.Feeding;
using Repro.Training.Loop;
using Repro.Training.State;

namespace Repro.Specs.Training.Features;

/// <summary>Storing what frozen layers give changes no bit of a training, and is done once.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class FrozenFeedSpecs
{
    private readonly CpuBackend _backend = new(new CpuOptions(Threads: 2));
    private readonly List<string> _said = [];
    private TemporaryFolder _folder = null!;
    private TinyImages _tiny = null!;

    private static Model Model { get; } =
        ModelBuilder
            .Sequential("tiny-frozen", new Shape(12, 10, 3))
            .Add(
                new Conv2D(4, 3)
                {
                    Name = "conv2d",
                    Activation = Activation.Relu,
                    Trainable = false,
                }
            )
            .Add(new MaxPooling2D { Name = "max_pooling2d" })
            .Add(new Conv2D(5, 3) { Name = "conv2d_1", Activation = Activation.Relu })
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dropout(0.5f) { Name = "dropout" })
            .Add(new Dense(1) { Name = "dense", Activation = Activation.Sigmoid })
            .Build();

    [OneTimeSetUp]
    public void Make()
    {
        Repro.Specs.Data.ImageFixtures.RequireDecoder();
        _folder = new TemporaryFolder();
        TinyImages.Write(_folder);
        _tiny = new TinyImages("keras-2.0", _folder.Path);
    }

    [SetUp]
    public void Forget() => _said.Clear();

    [OneTimeTearDown]
    public void Remove()
    {
        _tiny?.Dispose();
        _backend.Dispose();
        _folder?.Dispose();
    }

    [TestCase(true, 2)]
    [TestCase(false, 3)]
    public void History_and_weights_are_the_same_bits_with_stored_outputs(bool augmented, int stored)
    {
        string cache = _folder.File($"cache-{augmented}");

        RunRecord with = Train(Run(augmented), $"with-{augmented}", cache);
        RunRecord without = Train(Run(augmented), $"without-{augmented}", null);

        (with.WeightsSha256, with.HistorySha256, with.TensorsSha256)
            .Should()
            .Be((without.WeightsSha256, without.HistorySha256, without.TensorsSha256));
        _said
            .Should()
            .HaveCount(stored)
            .And.OnlyContain(line =>
                line.EndsWith("samples go through the frozen layers up to max_pooling2d ...", StringComparison.Ordinal)
            );
        Directory.GetFiles(cache).Should().HaveCount(stored);
    }

    [Test]
    public void Another_training_with_the_same_frozen_weights_finds_the_outputs_and_a_damaged_file_is_rebuilt_with_one_line()
    {
        string cache = _folder.File("cache-twice");
        string first = Train(Run(augmented: true), "first", cache).WeightsSha256;
        _said.Clear();

        Train(Run(augmented: true), "second", cache).WeightsSha256.Should().Be(first);
        _said.Should().BeEmpty();

        // The frozen weights are drawn here, so another seed has others.
        Train(Run(augmented: true), "other", cache, seed: 2);
        _said.Should().HaveCount(2);
        _said.Clear();

        foreach (string damaged in Directory.GetFiles(cache))
        {
            Damage(damaged);
        }

        Train(Run(augmented: true), "third", cache).WeightsSha256.Should().Be(first);
        _said
            .Where(line =>
                line.EndsWith(
                    "is damaged: its checksum does not fit its content. The outputs are computed again.",
                    StringComparison.Ordinal
                )
            )
            .Should()
            .HaveCount(2);
    }

    private static void Damage(string file)
    {
        byte[] content = File.ReadAllBytes(file);
        content[^40] ^= 1;
        File.WriteAllBytes(file, content);
    }

    [TestCase(0)]
    [TestCase(33)]
    [TestCase(600)]
    public void A_file_cut_short_is_rebuilt(int length)
    {
        string cache = _folder.File($"cache-cut-{length}");
        string whole = Train(Run(augmented: true), $"whole-{length}", cache).WeightsSha256;
        foreach (string file in Directory.GetFiles(cache))
        {
            File.WriteAllBytes(file, File.ReadAllBytes(file)[..length]);
        }

        _said.Clear();

        Train(Run(augmented: true), $"cut-{length}", cache).WeightsSha256.Should().Be(whole);

        _said.Count(line => line.Contains("is damaged", StringComparison.Ordinal)).Should().Be(2);
    }

    private RunConfiguration Run(bool augmented) =>
        augmented ? _tiny.Configuration : _tiny.Configuration with { Train = _tiny.Configuration.Train with { Augmentation = null } };

    private RunRecord Train(RunConfiguration run, string output, string? cache, int seed = 1)
    {
        TrainingData data = new TinyImages("keras-2.0", _folder.Path) { Configuration = run }.Data();
        TrainingService service = new(
            _backend,
            _ => Model,
            _ => data with { Frozen = cache is null ? null : new FrozenCache(cache, _said.Add) }
        );
        return service.Train(new TrainingRequest(run, seed, _folder.File(output))).Record;
    }
}
