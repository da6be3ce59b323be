using Repro.Backends.Cpu;
using Repro.Keras.Layers;
using Repro.Models;
using Repro.TensorFlow;

namespace Repro.Cli.Reference;

/// <summary>Which layers are counted, computed and trained, from the tables of the reader and the engines.</summary>
internal static class LayerPage
{
    public static IReadOnlyList<string> Lines() =>
        [
            "A network in Keras's JSON or in a saved file may contain these layers. `summary` lists and counts every layer; one that is not in this table, or has a setting that is not supported, is listed with its reason and not computed.",
            "",
            "| layer | counted | Cpu forward | Cpu training | TensorFlow forward | TensorFlow training |",
            "|---|---|---|---|---|---|",
            .. KerasLayers.Names.Select(Row),
            "",
            "`InputLayer` and models as layers (`Sequential`, `Model`, `Functional`) are supported too. `TimeDistributed` is computed for `Dense`, `Flatten` and `Activation`.",
            "",
            "## Activations",
            "",
            $"As a layer's setting or in an `Activation` layer: {string.Join(", ", Activations.Known.Select(name => $"`{name}`"))}. `hard_sigmoid` is clip(0.2 x + 0.5, 0, 1) in files of Keras 1 and 2, and clip(x / 6 + 0.5, 0, 1) in files of Keras 3. A recurrent layer takes `linear`, `tanh`, `sigmoid`, `relu` and `hard_sigmoid`.",
            "",
            "## Settings of weights",
            "",
            "Initializers: `GlorotUniform`, `GlorotNormal`, `HeUniform`, `HeNormal`, `LecunUniform`, `LecunNormal`, `VarianceScaling`, `RandomUniform`, `RandomNormal`, `TruncatedNormal`, `Zeros`, `Ones`, `Constant`, `Orthogonal`, `Identity`. Their numbers are drawn with the seed of the run.",
            "",
            "Regularizers of weights and of a layer's output: `L1`, `L2`, `L1L2`. The penalty of an output is divided by the number of samples in the batch. Constraints: `MaxNorm`, `NonNeg`, `UnitNorm`, `MinMaxNorm`; they act after each update.",
            "",
            "## Compared with Keras",
            "",
            "`fixtures/keras/` has what Keras 2.15 and 3.15 computed. Layers are compared on both backends, on the Cpu backend with the kernels of each instruction set.",
            "",
            "| part | cases | compared |",
            "|---|---|---|",
            "| layers, with gradients and moved statistics | 104 | all |",
            "| moving variance in float32 | 5, of two versions | all |",
            "| layers that draw random numbers | 6 | all, as distributions |",
            "| activations with derivatives | 42 | all but `sparsemax` and `threshold` |",
            "| penalties, constraints | 2 trainings, 5 constraints | all |",
            "| initializers | 18 | all, as distributions |",
            "| losses of single samples | 30, of two versions | all |",
            "| losses of outputs of two axes | 4 | all, with one weight per sample; not weights per position |",
            "| steps with weights of classes, samples and both | 3 | all |",
            "| steps with saturated outputs | 14 | all, one loss excepted |",
            "| metrics, with and without weights of samples | 22 | all |",
            "| averages of epochs | 4 | all |",
            "| optimizers and schedules | 51 | all |",
            "| `beta` and shrinkage of Ftrl | 4 | all, with TensorFlow's formula and kernel in place of Keras |",
            "| callbacks | 32, of two versions | all |",
            "| moved images | 72 | all |",
            "| resized and cropped images | 69 and 6 | all |",
            "| resized images of Pillow | 40 | all |",
            "| rescaling and normalization | 9 | all |",
            "| `smart_resize` | 2 | no: a function of Keras and not a layer |",
            "| gray images, JPEG decoders | 5 | Pillow's gray, and both decoders of JPEG by the number and size of their differences; not TensorFlow's gray of PNG images and of arrays |",
            "| saved networks | 8, of two versions | predictions of all; trainings of those without recurrent layers; the archives of Keras 3 without recurrent layers and embeddings written again |",
            "| files of Keras 2.0.8, 2.1.6 and 2.2.4 | 3 | all: predictions, and one more step |",
            "| tables of `summary` | 16 models, of two versions | all; not 8 tables with colors or as HTML |",
            "| tables of `summary` of other versions | 20 models, 1.0.3 to 3.3.3 | all |",
            "| tables of the documents' networks | 12 | all |",
            "| validation splits, class folders, batches | 57 | all but 8, which `specs/Data/SplitCaseSpecs.cs` names with the reason |",
            "",
            "Cases that are left out because of a fault of Keras, or because its files do not say enough:",
            "",
            "- `Nadam` of Keras 2.15 multiplies its running product once for each weight; the values of Keras 3.15 are compared.",
            "- the loss of `Dense(1, sigmoid), Reshape((1,))` with saturated outputs: Keras 2.15 rounds 1 - 1e-7 to float32, and its compiled and its eager step give 7.669 and 7.690. Here it is computed in float64: 7.712. The weights after the step are compared.",
            "- the activation `threshold`: Keras's files have its name, but not the two numbers that it needs.",
            "- the activation `sparsemax`, a fault of Keras 3.15: it subtracts the sum of all partial sums in place of the last one, so that 41 numbers from -10 to 10 become zeros. It is not supported here.",
        ];

    private static string Row(string name)
    {
        Type kind = KerasLayers.KindOf(name);
        bool computed = CpuBackend.Layers.TryGetValue(kind, out bool trained);
        bool computedToo = TensorFlowBackend.Layers.TryGetValue(kind, out bool trainedToo);
        return $"| `{name}` | yes | {Answer(computed)} | {Answer(trained)} | {Answer(computedToo)} | {Answer(trainedToo)} |";
    }

    private static string Answer(bool yes) => yes ? "yes" : "no";
}
