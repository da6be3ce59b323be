using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Contract;

/// <summary>
/// Several outputs with a loss each, against the same network in float64 here, whose gradients are differences of its loss: Keras's
/// total is the sum of the losses times their weights, and the loss of each output is reported without its weight.
/// </summary>
internal abstract class OutputsContract : BackendContract
{
    private const int Samples = 6;
    private const double Rate = 0.1;

    // Sums of a dozen products in float32; differences of a float64 function by 1e-5 are exact to 1e-9.
    private const double Tolerance = 2e-6;

    private static readonly float[] SampleWeights = [1, 2, 0, 0.5f, 1, 3];

    private static readonly Loss Binary = Loss.BinaryCrossentropy;
    private static readonly Loss Sparse = Loss.SparseCategoricalCrossentropy;
    private static readonly Loss Squared = new("mean_squared_error");

    [Test]
    public void A_step_follows_the_gradient_of_the_weighted_sum([Values] bool ofSamples, [Values] bool named)
    {
        OutputLoss[] losses =
        [
            new("yes", Binary) { Metrics = [new Metric(Metric.BinaryAccuracy)] },
            new("kind", Sparse) { Weight = 0.5 },
            new("size", Squared) { Weight = 2, Metrics = [new Metric(Metric.AbsoluteError)] },
        ];
        CompileOptions options = new(Binary, new Sgd(Rate))
        {
            // By name the order does not count.
            Outputs = named ? [losses[2], losses[0], losses[1]] : [.. losses.Select(loss => loss with { Output = null })],
            HasSampleWeights = ofSamples,
        };
        using INetwork network = Backend.Build(ThreeOutputs(), options);
        SeededInputs.FillWeights(network);
        double[][] weights = [.. network.Weights.Select(weight => Array.ConvertAll(Read(network, weight.Path), value => (double)value))];
        Tensor x = SeededInputs.Tensor(1000, -1, 1, Samples, 4);
        Tensor y = Labels(ofSamples);
        Expected expected = Forward(weights, x, y, ofSamples);

        BatchResult tested = network.TestOnBatch(x, y);
        double[] before = [.. tested.Metrics!];
        BatchResult result = network.TrainOnBatch(x, y, new SeededMasks(0));

        tested.Loss.Should().BeApproximately(expected.Total, Tolerance);
        result.Loss.Should().BeApproximately(expected.Total, Tolerance);
        // Loss, correct answers and metrics of each output in turn.
        double[] sums = [.. result.Metrics!];
        sums.Should().HaveCount(3 + 2 + 3).And.Equal(before, (one, other) => Math.Abs(one - other) < 1e-5);
        new[] { sums[0], sums[3], sums[5] }
            .Should()
            .Equal(expected.Losses, (ours, theirs) => Math.Abs(ours / Samples - theirs) < Tolerance);
        sums[1].Should().Be(sums[2], "the accuracy of one output is that of a threshold of one half");
        (sums[7] / Samples).Should().BeApproximately(expected.AbsoluteError, Tolerance, "metrics do not count weights");
        for (int tensor = 0; tensor < weights.Length; tensor++)
        {
            float[] after = Read(network, network.Weights[tensor].Path);
            for (int i = 0; i < after.Length; i++)
            {
                double slope = Slope(weights, tensor, i, changed => Forward(changed, x, y, ofSamples).Total);
                ((double)after[i])
                    .Should()
                    .BeApproximately(weights[tensor][i] - Rate * slope, Tolerance, "number {0} of {1}", i, network.Weights[tensor].Path);
            }
        }
    }

    // A convolution's own activation is computed in place: the head reads what is behind it, and a later layer what is before it.
    [Test]
    public void An_output_that_another_layer_reads_too_has_its_own_loss_and_a_part_in_the_others()
    {
        using INetwork alone = Backend.Build(
            OneOfTwo(both: false),
            new CompileOptions(Binary, new Sgd(Rate)) { Outputs = [new OutputLoss("yes", Binary)] }
        );
        using INetwork both = Backend.Build(
            OneOfTwo(both: true),
            new CompileOptions(Binary, new Sgd(Rate))
            {
                Outputs = [new OutputLoss("yes", Binary), new OutputLoss("size", Squared) { Weight = 0 }],
            }
        );
        SeededInputs.FillWeights(alone);
        SeededInputs.FillWeights(both);
        Tensor x = SeededInputs.Tensor(1000, -1, 1, Samples, 4);
        Tensor labels = Columns(Labels(ofSamples: false), 0);

        double one = alone.TrainOnBatch(x, labels, new SeededMasks(0)).Loss;
        double two = both.TrainOnBatch(x, Columns(Labels(ofSamples: false), 0, 2, 3), new SeededMasks(0)).Loss;

        two.Should().Be(one);
        Read(both, "yes/kernel").Should().Equal(Read(alone, "yes/kernel"));
    }

    [Test]
    public void Each_output_needs_a_loss()
    {
        Model model = ThreeOutputs();

        FluentActions
            .Invoking(() => Backend.Build(model, new CompileOptions(Binary, new Sgd(Rate))))
            .Should()
            .Throw<ModelException>()
            .WithMessage("Model 'three' has 3 outputs (yes, kind, size). Give a loss for each.");
        FluentActions
            .Invoking(() =>
                Backend.Build(
                    model,
                    new CompileOptions(Binary, new Sgd(Rate)) { Outputs = [new OutputLoss("yes", Binary), new OutputLoss("kind", Sparse)] }
                )
            )
            .Should()
            .Throw<ModelException>()
            .WithMessage("Model 'three' has 3 outputs (yes, kind, size), but 2 losses are given. Give one for each output.");
        FluentActions
            .Invoking(() =>
                Backend.Build(
                    model,
                    new CompileOptions(Binary, new Sgd(Rate))
                    {
                        Outputs = [new OutputLoss("yes", Binary), new OutputLoss("sort", Sparse), new OutputLoss("size", Squared)],
                    }
                )
            )
            .Should()
            .Throw<ModelException>()
            .WithMessage("Model 'three' has the outputs yes, kind, size, but the losses are given for yes, sort, size.");
    }

    // The third output reads the first one.
    private static Model ThreeOutputs()
    {
        ModelBuilder builder = ModelBuilder.Functional("three", new InputLayer(new Shape(4)) { Name = "input" });
        int hidden = builder.Connect(new Dense(5) { Name = "hidden", Activation = Activation.Relu }, 0);
        int yes = builder.Connect(new Dense(1) { Name = "yes", Activation = Activation.Sigmoid }, hidden);
        int kind = builder.Connect(new Dense(3) { Name = "kind", Activation = Activation.Softmax }, hidden);
        int size = builder.Connect(new Dense(2) { Name = "size" }, yes);
        return builder.Build([yes, kind, size]);
    }

    private static Model OneOfTwo(bool both)
    {
        ModelBuilder builder = ModelBuilder.Functional("two", new InputLayer(new Shape(4)) { Name = "input" });
        int yes = builder.Connect(new Dense(1) { Name = "yes", Activation = Activation.Sigmoid }, 0);
        return both ? builder.Build([yes, builder.Connect(new Dense(2) { Name = "size" }, yes)]) : builder.Build([yes]);
    }

    // 0 or 1; the number of a class; two numbers; and where wanted the weight of the sample.
    private static Tensor Labels(bool ofSamples)
    {
        Tensor labels = new(Samples, ofSamples ? 5 : 4);
        for (int sample = 0; sample < Samples; sample++)
        {
            Span<float> row = labels.Values.AsSpan(sample * labels.Shape[1], labels.Shape[1]);
            row[0] = (float)Math.Floor(2 * SeededInputs.U(2000, sample));
            row[1] = (float)Math.Floor(3 * SeededInputs.U(2001, sample));
            row[2] = (float)SeededInputs.U(2002, sample);
            row[3] = (float)-SeededInputs.U(2003, sample);
            if (ofSamples)
            {
                row[4] = SampleWeights[sample];
            }
        }

        return labels;
    }

    private static Tensor Columns(Tensor table, params int[] columns)
    {
        Tensor part = new(table.Samples, columns.Length);
        for (int sample = 0; sample < table.Samples; sample++)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                part.Values[sample * columns.Length + i] = table.Values[sample * table.Shape[1] + columns[i]];
            }
        }

        return part;
    }

    private static double Slope(double[][] weights, int tensor, int number, Func<double[][], double> loss)
    {
        const double Step = 1e-5;
        return (loss(Moved(Step)) - loss(Moved(-Step))) / (2 * Step);

        double[][] Moved(double step)
        {
            double[][] moved = [.. weights.Select(values => (double[])values.Clone())];
            moved[tensor][number] += step;
            return moved;
        }
    }

    private static Expected Forward(double[][] weights, Tensor x, Tensor y, bool ofSamples)
    {
        double binary = 0;
        double sparse = 0;
        double squared = 0;
        double absolute = 0;
        for (int sample = 0; sample < x.Samples; sample++)
        {
            float[] label = y.Values[(sample * y.Shape[1])..((sample + 1) * y.Shape[1])];
            double weight = ofSamples ? label[4] : 1;
            double[] input = [.. x.Values.Skip(sample * 4).Take(4).Select(value => (double)value)];
            double[] hidden = [.. Dense(input, weights[0], weights[1]).Select(value => Math.Max(value, 0))];
            double z = Dense(hidden, weights[2], weights[3])[0];
            double p = 1 / (1 + Math.Exp(-z));
            double[] logits = Dense(hidden, weights[4], weights[5]);
            double[] size = Dense([p], weights[6], weights[7]);
            binary -= weight * Math.Log(label[0] == 1 ? p : 1 - p);
            sparse += weight * (Math.Log(logits.Sum(Math.Exp)) - logits[(int)label[1]]);
            double[] differences = [size[0] - label[2], size[1] - label[3]];
            squared += weight * differences.Average(value => value * value);
            absolute += differences.Average(Math.Abs);
        }

        double[] losses = [binary / x.Samples, sparse / x.Samples, squared / x.Samples];
        return new Expected(losses[0] + 0.5 * losses[1] + 2 * losses[2], losses, absolute / x.Samples);
    }

    private static double[] Dense(double[] input, double[] kernel, double[] bias) =>
        [.. bias.Select((start, unit) => start + input.Select((value, i) => value * kernel[i * bias.Length + unit]).Sum())];

    private sealed record Expected(double Total, double[] Losses, double AbsoluteError);
}
