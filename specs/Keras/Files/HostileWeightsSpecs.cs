using System.IO.Compression;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Hdf5;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Native;

namespace Repro.Specs.Keras.Files;

/// <summary>
/// <c>.keras</c>, <c>.weights.h5</c> and <c>.h5</c> files whose weights are not usable numbers of the model: one error that names the file
/// and the weight, before any weight is written.
/// </summary>
[Category("Fast")]
public sealed class HostileWeightsSpecs
{
    private const string Kernel = "layers/dense/vars/0";
    private static readonly string Folder = Repository.PathOf("fixtures", "keras", "keras_files");

    private static readonly Lazy<Hdf5Content> Inner = new(() => KerasArchive.Read(Path.Combine(Folder, "dense-adam.keras3.keras")).Weights);

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make()
    {
        NeedsHdf5.OrIgnore();
        _folder = new TemporaryFolder();
    }

    [TearDown]
    public void Remove() => _folder?.Dispose();

    [TestCase(float.NaN, "NaN")]
    [TestCase(float.PositiveInfinity, "Infinity")]
    [TestCase(float.NegativeInfinity, "-Infinity")]
    public void A_weight_that_is_not_finite_is_refused(float number, string called)
    {
        foreach (string file in new[] { Archive(Change), WeightsAlone(Change) })
        {
            ShouldRefuse(file, $"the weight 'dense/kernel' is not finite: number 2 of 12 is {called}.*");
        }

        Hdf5Object Change(Hdf5Object thing)
        {
            if (thing.Path != Kernel)
            {
                return thing;
            }

            float[] values = [.. thing.Floats];
            values[1] = number;
            return thing with { Floats = values };
        }
    }

    [Test]
    public void Optimizer_state_that_is_not_finite_is_refused()
    {
        string file = Archive(thing =>
            thing.Path == "optimizer/vars/2" ? thing with { Floats = [.. thing.Floats.Select(_ => float.NaN)] } : thing
        );

        FluentActions
            .Invoking(() => KerasFile.Read(file).OptimizerState())
            .Should()
            .Throw<InputException>()
            .WithMessage(
                $"{file}: not a usable Keras file: the optimizer's state of 'dense/kernel' is not finite: number 1 of 12 is NaN.*"
            );
    }

    [Test]
    public void A_weight_of_another_shape_is_refused()
    {
        foreach (string file in new[] { Archive(Change), WeightsAlone(Change) })
        {
            ShouldRefuse(file, $"the weight '{Kernel}' is 3x4, but 'dense/kernel' of the model is 4x3.");
        }

        static Hdf5Object Change(Hdf5Object thing) => thing.Path == Kernel ? thing with { Shape = [.. thing.Shape.Reverse()] } : thing;
    }

    [Test]
    public void A_weight_that_is_missing_is_refused()
    {
        foreach (string file in new[] { Archive(Change), WeightsAlone(Change) })
        {
            ShouldRefuse(file, "'layers/dense/vars' lists the weight '0', which does not exist as numbers.");
        }

        static Hdf5Object? Change(Hdf5Object thing) => thing.Path == Kernel ? null : thing;
    }

    [Test]
    public void A_layer_that_is_missing_is_refused()
    {
        foreach (string file in new[] { Archive(Change), WeightsAlone(Change) })
        {
            ShouldRefuse(file, "it has no weights 'layers/dense_1/vars', but the model 'sequential' has the layer 'dense_1'.");
        }

        static Hdf5Object? Change(Hdf5Object thing) => thing.Path.StartsWith("layers/dense_1", StringComparison.Ordinal) ? null : thing;
    }

    [Test]
    public void A_weight_that_the_model_does_not_have_is_refused()
    {
        Hdf5Object more = new("layers/dense/vars/2", Hdf5Kind.Floats) { Shape = [2], Floats = [1, 2] };

        ShouldRefuse(WeightsAlone(thing => thing, more), "it has 5 weights, but the model 'sequential' has 4.");
    }

    // Keras 3 writes the layers' own names; the classes and numbers alone would fit.
    [TestCase("first", "second", null)]
    [TestCase("dense_7", "dense_8", null)]
    [TestCase("second", "first", "its layers are in another order than the model's: 'second' is where the model has 'first'.")]
    public void Layers_that_changed_places_are_refused_by_their_names(string one, string two, string? message)
    {
        Hdf5Content content = new();
        content.Add(new Hdf5Object("", Hdf5Kind.Group));
        content.Add(new Hdf5Object("layers", Hdf5Kind.Group));
        Add(content, "layers/dense", one);
        Add(content, "layers/dense_1", two);
        Model model = ModelBuilder
            .Sequential("two", new Shape(2))
            .Add(new Dense(2) { Name = "first" })
            .Add(new Dense(2) { Name = "second" })
            .Build();
        Action read = () => KerasFile.From("two.weights.h5", content).Weights(model);

        if (message is null)
        {
            read.Should().NotThrow();
        }
        else
        {
            read.Should().Throw<InputException>().WithMessage($"two.weights.h5: not a usable Keras file: {message}");
        }
    }

    [TestCase(8)]
    [TestCase(2_000)]
    [TestCase(15_000)]
    public void Weights_alone_that_are_cut_short_are_refused(int length)
    {
        string path = _folder.File("bad.weights.h5");
        File.WriteAllBytes(path, File.ReadAllBytes(Path.Combine(Folder, "dense-adam.keras3.weights.h5"))[..length]);

        FluentActions
            .Invoking(() => KerasFile.Read(path))
            .Should()
            .Throw<InputException>()
            .WithMessage($"{path}: not a *")
            .Which.Message.Should()
            .NotContain("\n");
    }

    [Test]
    public void The_tool_refuses_a_diverged_model_in_one_line()
    {
        (int code, string output, string error) = Cli.Tool.Run(
            "evaluate",
            Repository.PathOf("fixtures", "cases", "nan-weights.h5"),
            "--data",
            "mnist/test"
        );

        (code, output).Should().Be((2, ""));
        error.TrimEnd('\n').Should().Match("*nan-weights.h5: not a usable Keras file: the weight * is not finite: *").And.NotContain("\n");
    }

    private static void Add(Hdf5Content content, string place, string name)
    {
        content.Add(new Hdf5Object(place, Hdf5Kind.Group));
        content.Add(
            new Hdf5Object(place + "/vars", Hdf5Kind.Group)
            {
                Attributes = new Dictionary<string, Hdf5Attribute> { ["name"] = new([name], IsList: false) },
            }
        );
        content.Add(new Hdf5Object(place + "/vars/0", Hdf5Kind.Floats) { Shape = [2, 2], Floats = [1, 2, 3, 4] });
        content.Add(new Hdf5Object(place + "/vars/1", Hdf5Kind.Floats) { Shape = [2], Floats = [1, 2] });
    }

    private static void ShouldRefuse(string file, string message)
    {
        Model model = FixtureFile.Open(Path.Combine(Folder, "dense-adam.keras3.keras")).Model!;
        using CpuBackend backend = new(new CpuOptions(Threads: 1));
        using INetwork network = backend.Build(model, new CompileOptions(Loss.BinaryCrossentropy, null));

        FluentActions
            .Invoking(() => KerasFile.Read(file).WriteWeights(network))
            .Should()
            .Throw<InputException>()
            .WithMessage($"{file}: not a usable Keras file: {message}")
            .Which.Message.Should()
            .NotContain("\n");
        float[] kernel = new float[12];
        network.ReadWeight("dense/kernel", kernel);
        kernel.Should().OnlyContain(value => value == 0, "no weight is written before all fit");
    }

    private string WeightsAlone(Func<Hdf5Object, Hdf5Object?> change, params Hdf5Object[] more)
    {
        string path = _folder.File("bad.weights.h5");
        File.WriteAllBytes(path, Changed(FixtureFile.Content(Path.Combine(Folder, "dense-adam.keras3.weights.h5")), change, more));
        return path;
    }

    private string Archive(Func<Hdf5Object, Hdf5Object?> change)
    {
        string path = _folder.File("bad.keras");
        using ZipArchive whole = ZipFile.OpenRead(Path.Combine(Folder, "dense-adam.keras3.keras"));
        using ZipArchive bad = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (ZipArchiveEntry entry in whole.Entries)
        {
            using Stream written = bad.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
            if (entry.FullName == "model.weights.h5")
            {
                written.Write(Changed(Inner.Value, change));
                continue;
            }

            using Stream read = entry.Open();
            read.CopyTo(written);
        }

        return path;
    }

    private static byte[] Changed(Hdf5Content whole, Func<Hdf5Object, Hdf5Object?> change, params Hdf5Object[] more)
    {
        Hdf5Content content = new();
        foreach (Hdf5Object thing in whole.Objects.Select(change).OfType<Hdf5Object>().Concat(more))
        {
            content.Add(thing);
        }

        return Hdf5Writer.ToBytes(NativePackage.Hdf5.Require(), content);
    }
}
