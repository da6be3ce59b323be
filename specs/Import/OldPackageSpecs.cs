using Repro.Import.Programs;

namespace Repro.Specs.Import;

/// <summary>Defaults of Keras's own package before version 2.4, which are other ones than those of tf.keras.</summary>
[Category("Fast")]
internal sealed class OldPackageSpecs
{
    private const string Package = "import keras\nfrom keras import layers, models\n";
    private const string Within = "from tensorflow import keras\nfrom tensorflow.keras import layers, models\n";

    [TestCase(Package, "Using TensorFlow backend.\n", true)]
    [TestCase(Package, "Train on 60000 samples, validate on 10000 samples\n", true)]
    [TestCase(Package + "print(keras.__version__)\n", "Keras version: 2.2.4\n", true)]
    [TestCase(Package + "!pip install keras==2.1.6\n", "", true)]
    [TestCase(Package + "!pip install keras==2.12.0\n", "", false)]
    [TestCase(Package + "!pip install keras==2.3\n", "", true)]
    [TestCase(Package, "", false, Description = "Keras 3 is imported in the same way")]
    [TestCase(Within, "Train on 60000 samples, validate on 10000 samples\n", false)]
    [TestCase("import keras\n" + Within, "Using TensorFlow backend.\n", false)]
    public void An_old_package_has_its_own_defaults(string imports, string output, bool isOld)
    {
        ImportedProgram program = Program(imports, "", output);

        program
            .Compiles.Select(compile => compile.Optimizer!.Number("learning_rate"))
            .Should()
            .Equal(isOld ? [1, 0.01, 0.002, 0.002, 0.001, 0.5] : [0.001, 0.001, 0.001, 0.001, 0.001, 0.5]);
        program.Models[0].Last.Layers[0].Parameters.Should().Be(isOld ? 96 : 108);
    }

    [TestCase("model.fit(x, y, nb_epoch=3)\n")]
    [TestCase("other = layers.Convolution2D(4, 3, 3, border_mode='same')\n")]
    public void Arguments_of_Keras_1_show_it(string code) =>
        Program(Package, code, "").Compiles[0].Optimizer!.Number("learning_rate").Should().Be(1);

    private static ImportedProgram Program(string imports, string code, string output) =>
        Drafts
            .OfOutputs(
                (
                    $"""
                    {imports}
                    model = models.Sequential([layers.GRU(4, input_shape=(5, 3))])
                    for optimizer in ['adadelta', keras.optimizers.Adagrad(), 'adamax', 'nadam', 'adam', keras.optimizers.Adadelta(0.5)]:
                        model.compile(optimizer, 'mse')
                    {code}
                    """,
                    output.Length == 0 ? [] : [("stderr", output)]
                )
            )
            .Program;
}
