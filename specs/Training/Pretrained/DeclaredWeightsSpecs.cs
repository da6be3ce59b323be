using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Data;
using Repro.Keras.Catalog;
using Repro.Keras.Files;
using Repro.Project;
using Repro.Specs.Keras.Files;
using Repro.Specs.Oracles;
using Repro.Training.Weights;

namespace Repro.Specs.Training.Pretrained;

/// <summary>Weights that a project declares for a network of its own.</summary>
[Category("Fast")]
internal sealed class DeclaredWeightsSpecs
{
    [Test]
    public void Weights_of_a_network_out_of_a_file_are_recognized_and_read()
    {
        NeedsHdf5.OrIgnore();
        using TinyRun tiny = new();
        using INetwork network = tiny.Network();
        SeededInputs.FillWeights(network);
        KerasFileWriter.SaveWeights(tiny.Folder.File("mine.h5"), network);
        WeightsDeclaration declared = new("tiny", new FileDeclaration("mine.h5"))
        {
            ValuesSha256 = WeightsDigest.Of(TinyRun.Model, KerasFile.Read(tiny.Folder.File("mine.h5")).Weights(TinyRun.Model)),
        };

        PretrainedWeights weights = PretrainedWeights.Load(declared, tiny.Folder.Path, tiny.Configuration.Models);
        using INetwork filled = tiny.Network();
        weights.Fill(filled);

        float[] expected = new float[8];
        float[] found = new float[8];
        network.ReadWeight("dense/bias", expected);
        filled.ReadWeight("dense/bias", found);
        found.Should().Equal(expected);
        PretrainedInventory.HasPublishedValues(declared, tiny.Folder.File("mine.h5"), tiny.Configuration.Models).Should().BeTrue();
    }

    [TestCase("dense-adam.keras2.keras")]
    [TestCase("dense-adam.keras3.keras")]
    [TestCase("dense-adam.keras3.weights.h5")]
    public void Archives_and_numbered_weights_are_read_too(string file)
    {
        NeedsHdf5.OrIgnore();
        const string Name = "dense-adam.keras2.keras";
        string folder = Repository.PathOf("fixtures", "keras", "keras_files");
        ModelCatalog models = new(folder: null, project: folder);
        WeightsDeclaration declared = new(Name, new FileDeclaration(file) { Sha256 = Checksum.Sha256Of(Path.Combine(folder, file)) });
        using CpuBackend backend = new();
        using INetwork network = backend.Build(models.Get(Name), new CompileOptions(Loss.BinaryCrossentropy, null));

        PretrainedWeights.Load(declared, folder, models).Fill(network);

        double[] keras = Fixture.Json("keras", "keras_files", "archives.json").GetProperty("dense-adam").Doubles("predictions");
        network
            .Predict(SeededInputs.Batch(network.Model, 3000, 4))
            .Values.Select(value => (double)value)
            .Should()
            .Equal(keras, (ours, theirs) => Math.Abs(ours - theirs) < 1e-5);
    }
}
