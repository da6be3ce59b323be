using Repro.Backends;
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
}
