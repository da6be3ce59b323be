using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Models.Trainability;

namespace Repro.Backends;

/// <summary>
/// A built network: weights and optimizer state inside a backend. One caller at a time.
/// Batches may have any size; labels are (samples, outputs), or (samples, 1) with numbers of classes for sparse categorical cross-entropy.
/// Labels of several outputs are beside each other, and the weights of samples (<see cref="CompileOptions.HasSampleWeights"/>) are the last
/// column.
/// </summary>
internal interface INetwork : IDisposable
{
    Model Model { get; }

    /// <summary>All weights in Keras's order, by path.</summary>
    IReadOnlyList<FlatWeight> Weights { get; }

    /// <exception cref="ArgumentException">No weight has that path, or the length differs.</exception>
    void ReadWeight(string path, Span<float> destination);

    /// <exception cref="ArgumentException">No weight has that path, or the length differs.</exception>
    void WriteWeight(string path, ReadOnlySpan<float> values);

    /// <summary>
    /// The tensors that the optimizer keeps for each trained weight, as <see cref="Optimizer.Slots"/>; none where the network is not
    /// trained.
    /// </summary>
    IReadOnlyList<string> OptimizerSlots { get; }

    /// <summary>The number of steps that the optimizer has made.</summary>
    long OptimizerSteps { get; set; }

    /// <summary>The learning rate of the next steps; null for that of the optimizer.</summary>
    float? LearningRate { get; set; }

    /// <summary>One of <see cref="OptimizerSlots"/> of a trained weight.</summary>
    /// <exception cref="ArgumentException">No weight has that path, or it is not trained, or the length differs.</exception>
    void ReadOptimizerState(string path, Span<float> destination, int slot = 0);

    /// <inheritdoc cref="ReadOptimizerState"/>
    void WriteOptimizerState(string path, ReadOnlySpan<float> values, int slot = 0);

    /// <summary>One step of the optimizer. The result is that of the weights before the update.</summary>
    /// <param name="from">The layer whose outputs <paramref name="x"/> holds, one that <see cref="FrozenPart"/> names; null where it holds
    /// the model's inputs.</param>
    BatchResult TrainOnBatch(Tensor x, Tensor y, IDropoutMasks masks, string? from = null);

    /// <summary>Loss and correct answers in inference mode (no dropout, moving statistics).</summary>
    /// <param name="from">As for <see cref="TrainOnBatch"/>.</param>
    BatchResult TestOnBatch(Tensor x, Tensor y, string? from = null);

    /// <summary>The model's (first) output in inference mode.</summary>
    Tensor Predict(Tensor x);

    /// <summary>Outputs of the layers with the given paths, in inference mode.</summary>
    IReadOnlyList<Tensor> Activations(Tensor x, IReadOnlyList<string> layers);

    /// <summary>
    /// A scalar of each sample and its gradient in inference mode, with respect to the input (<paramref name="layer"/> null)
    /// or to the output of the layer with that path. Samples are independent.
    /// </summary>
    ScalarGradient Gradient(Tensor x, ScalarObjective objective, string? layer = null);
}

/// <summary>A batch's loss and correct answers; the answers of several outputs are counted in <see cref="Metrics"/>.</summary>
/// <param name="LossSum">Sum of the samples' losses in float64, with their weights, without penalties.</param>
/// <param name="Penalty">The penalties of weights and outputs, which Keras adds to the mean loss.</param>
internal readonly record struct BatchResult(double LossSum, double Penalty, int Correct, int Samples)
{
    /// <summary>
    /// Sums over the samples of <see cref="CompileOptions.Metrics"/>, those of each (<see cref="Metric.Sums"/>) in turn, or of
    /// each output of several (<see cref="OutputLoss.Sums"/>); valid until the next batch, null where there are none.
    /// </summary>
    public IReadOnlyList<double>? Metrics { get; init; }

    /// <summary>The loss as Keras reports it.</summary>
    public double Loss => LossSum / Samples + Penalty;

    public double Accuracy => (double)Correct / Samples;
}

/// <summary>
/// Which units a dropout layer keeps in the present step, and the noise of others; drawn above the backend, so that all backends drop the
/// same.
/// </summary>
internal interface IDropoutMasks
{
    /// <summary>Fills (samples x units) in C order with 1 for keep and 0 for drop.</summary>
    /// <param name="layer">The dropout layer's path.</param>
    void Fill(string layer, float rate, Span<byte> keep);

    /// <summary>Fills with normal numbers of mean 0 and deviation 1, (samples x elements) in C order.</summary>
    /// <param name="layer">The path of the layer that adds or multiplies by noise.</param>
    void FillNormal(string layer, Span<float> numbers);

    /// <summary>Fills with numbers that are uniform in 0..1, (samples x draws) in C order.</summary>
    /// <param name="layer">The path of the layer that changes images at random.</param>
    void FillUniform(string layer, Span<float> numbers);
}

/// <summary>A scalar of a sample whose gradient is asked for.</summary>
internal abstract record ScalarObjective
{
    /// <summary>The mean of one channel of a layer's output over height and width (filter ascent's loss).</summary>
    public sealed record ChannelMean(string Layer, int Channel) : ScalarObjective;

    /// <summary>The same with a channel for each sample of the batch: many patterns climb together.</summary>
    public sealed record ChannelMeans(string Layer, IReadOnlyList<int> Channels) : ScalarObjective
    {
        public override string ToString() => $"{nameof(ChannelMeans)} {{ Layer = {Layer}, Channels = {string.Join(' ', Channels)} }}";
    }

    /// <summary>One component of the model's output, after its activation (Grad-CAM's class score).</summary>
    public sealed record ClassScore(int Index) : ScalarObjective;
}

/// <summary>The scalar of each sample, and the gradient, shaped as what it was taken with respect to.</summary>
internal sealed record ScalarGradient(IReadOnlyList<double> Values, Tensor Gradient);
