using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Data;
using Repro.Data.Inventory;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Specs.Keras.Files;
using Repro.Training.Weights;

namespace Repro.Specs.Training.Pretrained;

/// <summary>
/// Published weights are recognized by their values, whatever file holds them; a file with other values is refused before anything is
/// trained.
/// </summary>
[Category("Small")]
[Category("Data")]
internal sealed class PretrainedValuesSpecs
{
    private const string Name = "squeezenet11-base-150";
    private readonly CpuBackend _backend = new();

    [OneTimeTearDown]
    public void Dispose() => _backend.Dispose();

    [TestCase("vgg16-base-150", "a94869b5fb6854fd1959f1240e66e9ddacc6283d018335a5d47d1f9a2b6a9b66")]
    [TestCase(Name, "17154246284f555591549ac2c83e127abfbf4307dc4b0060fdaa2931d0fa38da")]
    public void The_file_in_the_data_root_has_the_published_values(string model, string container)
    {
        PretrainedOrigin origin = PretrainedWeights.Load(SpecData.Weights(model), Root(model), SpecModels.Catalog).Origin;

        origin
            .Should()
            .Be(
                new PretrainedOrigin(model, SpecData.Weights(model).File.Path, origin.Sha256, Synthetic: false)
                {
                    ValuesSha256 = SpecData.Weights(model).ValuesSha256,
                }
            );
        if (Checksum.Md5Of(SpecData.Weights(model).File.Find(Root(model))!) != SpecData.Weights(model).File.Md5)
        {
            origin.Sha256.Should().Be(container);
        }
    }

    [Test]
    public void Another_container_of_the_same_values_is_the_same_model()
    {
        using TemporaryFolder root = new();
        Rewrite(root, values => { });

        PretrainedWeights rewritten = PretrainedWeights.Load(SpecData.Weights(Name), root.Path, SpecModels.Catalog);
        PretrainedWeights published = PretrainedWeights.Load(SpecData.Weights(Name), Root(Name), SpecModels.Catalog);

        rewritten.Origin.Sha256.Should().NotBe(published.Origin.Sha256);
        rewritten.Origin.ValuesSha256.Should().Be(published.Origin.ValuesSha256);
        rewritten.Identity.Should().Be(published.Identity);
        Finding(root)
            .Should()
            .Match<DataFinding>(finding =>
                finding.State == DataState.Present && finding.Detail.StartsWith("values right", StringComparison.Ordinal)
            );
    }

    [Test]
    public void One_changed_bit_is_refused_with_both_digests()
    {
        using TemporaryFolder root = new();
        Rewrite(root, values => values[0] = MathF.BitIncrement(values[0]));

        FluentActions
            .Invoking(() => PretrainedWeights.Load(SpecData.Weights(Name), root.Path, SpecModels.Catalog))
            .Should()
            .Throw<InputException>()
            .WithMessage(
                $"*not the published weights*expected {SpecData.Weights(Name).File.Md5} and SHA-256 of the values*expected {SpecData.Weights(Name).ValuesSha256}*"
            );
        Finding(root)
            .Should()
            .Match<DataFinding>(finding =>
                finding.State == DataState.WrongChecksum
                && finding.Detail.Contains(SpecData.Weights(Name).ValuesSha256!, StringComparison.Ordinal)
            );
    }

    [Test]
    public void A_file_marked_as_made_with_a_value_that_is_not_finite_is_refused()
    {
        using TemporaryFolder root = new();
        Rewrite(root, values => values[^1] = float.NaN, synthetic: true);

        FluentActions
            .Invoking(() => PretrainedWeights.Load(SpecData.Weights(Name), root.Path, SpecModels.Catalog))
            .Should()
            .Throw<InputException>()
            .WithMessage("*conv1/kernel*is not finite*");
    }

    [Test]
    public void A_truncated_file_is_refused()
    {
        using TemporaryFolder root = new();
        Directory.CreateDirectory(root.File("squeezenet"));
        byte[] whole = File.ReadAllBytes(SpecData.Weights(Name).File.Find(Root(Name))!);
        File.WriteAllBytes(PathIn(root), whole[..^1000]);

        FluentActions
            .Invoking(() => PretrainedWeights.Load(SpecData.Weights(Name), root.Path, SpecModels.Catalog))
            .Should()
            .Throw<InputException>()
            .WithMessage($"{PathIn(root)}*");
        Finding(root).State.Should().Be(DataState.Damaged);
    }

    private static string? Root(string model)
    {
        NeedsHdf5.OrIgnore();
        string? root = Own.Settings.DataRoot;
        if (SpecData.Weights(model).File.Find(root) is null)
        {
            Assert.Ignore($"not run: {SpecData.Weights(model).File.Path} is not in the data root (REPRO_DATA)");
        }

        return root;
    }

    private static string PathIn(TemporaryFolder root) => root.File([.. SpecData.Weights(Name).File.Path.Split('/')]);

    private static DataFinding Finding(TemporaryFolder root) =>
        PretrainedInventory
            .Check(root.Path, SpecData.Catalog.Weights, SpecModels.Catalog)
            .Single(finding => finding.Item == SpecData.Weights(Name).File.Path);

    /// <summary>Writes the published weights with the first layer's kernel changed into a data root of their own.</summary>
    private void Rewrite(TemporaryFolder root, Action<float[]> change, bool synthetic = false)
    {
        using INetwork network = _backend.Build(SpecModels.Get(Name), new CompileOptions(Loss.BinaryCrossentropy, null));
        PretrainedWeights.Load(SpecData.Weights(Name), Root(Name), SpecModels.Catalog).Fill(network);
        FlatWeight first = network.Weights[0];
        float[] values = new float[first.Spec.Elements];
        network.ReadWeight(first.Path, values);
        change(values);
        network.WriteWeight(first.Path, values);
        Directory.CreateDirectory(root.File("squeezenet"));
        KerasFileWriter.SaveWeights(PathIn(root), network, synthetic);
    }
}
