using System.Globalization;
using System.Text;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Runs;
using Repro.Training.State;
using Repro.Training.Weights;

namespace Repro.Training.Feeding;

/// <summary>
/// SHA-256 of what a network computes and of how its weights start: layers with their settings, connections, outputs, weights with
/// initializers, penalties, and what is trained. Two files that describe the same network have one digest, whichever Keras wrote them.
/// </summary>
/// <remarks>
/// Left out are the names of the model and of its file. The names of layers are part of it, given by Keras or by a person: initial
/// weights and dropout masks are drawn under them, so another name gives another training.
/// </remarks>
internal static class NetworkDigest
{
    // Begins the text; another form of the text needs another number.
    private const string Form = "network 1\n";

    /// <summary>The digest of a run's network, and of the base that computes its features where the run stores them.</summary>
    /// <exception cref="InputException">The run's network or its base cannot be built or computed.</exception>
    public static string Of(RunConfiguration run) => Of(RunInputs.Model(run), run.Extraction is null ? null : FeatureBase.Model(run));

    /// <param name="features">The network that computed what <paramref name="model"/> is fed; null where it is fed the data itself.</param>
    public static string Of(Model model, Model? features = null)
    {
        StringBuilder text = new(Form);
        Describe(model, text);
        if (features is not null)
        {
            text.Append("features of\n");
            Describe(features, text);
        }

        return Digests.OfText(text.ToString());
    }

    private static void Describe(Model model, StringBuilder text)
    {
        FlattenedModel network = FlattenedModel.Of(model);
        for (int index = 0; index < network.Nodes.Count; index++)
        {
            FlatNode node = network.Nodes[index];
            string name = node.Layer is InputLayer ? "" : $" {node.Path}";
            text.Append(
                CultureInfo.InvariantCulture,
                $"{index} {node.Layer.TypeName}{name} ({string.Join(' ', node.Inputs)}) {Settings(node)}{Rules(node.Layer)}{(Matters(node) ? " inference" : "")}\n"
            );
            foreach (FlatWeight weight in node.Weights)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  {weight.Spec.Name} {string.Join('x', weight.Spec.Shape)} {weight.Spec.Initializer}{(weight.Trainable ? " trained" : "")}\n"
                );
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"outputs {string.Join(' ', network.Outputs)}\n");
    }

    // Other layers compute the same in training and in inference.
    private static bool Matters(FlatNode node) => node.IsInference && (node.Layer.IsRandom || node.Layer is BatchNormalization);

    // A setting that is added to a layer later is written only where it is set, or recorded digests would change.
    private static string Settings(FlatNode node) =>
        node.Layer switch
        {
            InputLayer input => $"{input.Shape}",
            Conv2D conv =>
                $"{conv.Filters} of {conv.KernelSize} by {conv.Strides} {conv.Padding} {conv.Activation}{Bias(conv.UseBias)}{Penalty(conv.L2)}{Dilation(conv.Dilation)}{Groups(conv.Groups)}",
            DepthwiseConv2D conv =>
                $"{conv.DepthMultiplier} of {conv.KernelSize} by {conv.Strides} {conv.Padding} {conv.Activation}{Bias(conv.UseBias)}{Dilation(conv.Dilation)}",
            SeparableConv2D conv =>
                $"{conv.Filters} of {conv.DepthMultiplier} of {conv.KernelSize} by {conv.Strides} {conv.Padding} {conv.Activation}{Bias(conv.UseBias)}{Dilation(conv.Dilation)}",
            Conv2DTranspose conv =>
                $"{conv.Filters} of {conv.KernelSize} by {conv.Strides} {conv.Padding} {conv.Activation}{Bias(conv.UseBias)} {conv.OutputPadding}",
            Conv3D conv => $"{conv.Filters} of {conv.KernelSize} by {conv.Strides} {conv.Padding} {conv.Activation}{Bias(conv.UseBias)}",
            Conv1D conv =>
                $"{conv.Filters} of {conv.KernelSize} by {conv.Strides} {(conv.IsCausal ? "Causal" : conv.Padding.ToString())} {conv.Activation}{Bias(conv.UseBias)} dilation {conv.Dilation}{Groups(conv.Groups)}",
            Dense dense => $"{dense.Units} {dense.Activation}{Bias(dense.UseBias)}{Penalty(dense.L2)}",
            Embedding embedding => $"{embedding.InputDim} {embedding.OutputDim}",
            Pooling2D pool => $"{pool.PoolSize} by {pool.EffectiveStrides} {pool.Padding}",
            Pooling1D pool => $"{pool.PoolSize} by {pool.EffectiveStrides} {pool.Padding}",
            GlobalPooling pool => pool.KeepDims ? "keeps axes" : "",
            BatchNormalization normalization =>
                $"momentum {Number(normalization.Momentum)} epsilon {Number(normalization.Epsilon)}{Changed(normalization, node.InputShapes[0].Rank)}",
            LayerNormalization normalization =>
                $"{List(normalization.AxesOf(node.InputShapes[0].Rank))} epsilon {Number(normalization.Epsilon)}",
            GroupNormalization normalization => $"{normalization.Groups} epsilon {Number(normalization.Epsilon)}",
            UnitNormalization normalization => List(normalization.AxesOf(node.InputShapes[0].Rank)),
            Normalization normalization =>
                $"{List(normalization.AxesOf(node.InputShapes[0].Rank))} {Numbers(normalization.Mean)} {Numbers(normalization.Variance)}{(normalization.Invert ? " inverted" : "")}",
            Rescaling rescaling => $"{Numbers(rescaling.Factors)} {Numbers(rescaling.Offsets)}",
            Recurrent recurrent => Settings(recurrent),
            Bidirectional both => $"{both.Mode} {Settings(both.Forward)} {Settings(both.Backward)}",
            TimeDistributed distributed =>
                $"{distributed.Inner.TypeName} {Settings(new FlatNode(node.Path, distributed.Inner, node.Inputs, [distributed.StepOf(node.InputShapes[0])], node.OutputShape, [], node.Trainable))}",
            ZeroPadding2D padding => $"{padding.Top} {padding.Bottom} {padding.Left} {padding.Right}",
            Cropping2D cropping => $"{cropping.Top} {cropping.Bottom} {cropping.Left} {cropping.Right}",
            ZeroPadding1D padding => $"{padding.Before} {padding.After}",
            Cropping1D cropping => $"{cropping.Before} {cropping.After}",
            UpSampling2D upsampling => $"{upsampling.Factor}{(upsampling.IsBilinear ? " bilinear" : "")}",
            UpSampling1D upsampling => $"{upsampling.Factor}",
            Reshape => $"{node.OutputShape}",
            Permute permute => List(permute.Axes),
            RepeatVector repeat => $"{repeat.Copies}",
            ActivationLayer activation => $"{activation.Function}",
            ReLU relu =>
                $"{(relu.MaxValue is { } most ? Number(most) : "unlimited")} {Number(relu.NegativeSlope)} {Number(relu.Threshold)}",
            LeakyReLU leaky => Number(leaky.Slope),
            ELU elu => Number(elu.Alpha),
            ThresholdedReLU thresholded => Number(thresholded.Theta),
            PReLU prelu => List(prelu.SharedAxes),
            SoftmaxAlong softmax => $"{softmax.Axis}",
            Dropout dropout => Number(dropout.Rate) + (dropout.Together.Count == 0 ? "" : $" together {List(dropout.Together)}"),
            SpatialDropout2D dropout => Number(dropout.Rate),
            SpatialDropout1D dropout => Number(dropout.Rate),
            GaussianDropout dropout => Number(dropout.Rate),
            AlphaDropout dropout => Number(dropout.Rate),
            GaussianNoise noise => Number(noise.Deviation),
            RandomFlip flip => $"{(flip.Horizontal ? "columns" : "")} {(flip.Vertical ? "rows" : "")}{(flip.OneCoin ? " together" : "")}",
            RandomRotation rotation => $"{Number(rotation.Low)} {Number(rotation.High)} {Settings(rotation)}",
            RandomZoom zoom =>
                $"{Number(zoom.Low)} {Number(zoom.High)} {Number(zoom.WidthLow ?? zoom.Low)} {Number(zoom.WidthHigh ?? zoom.High)} {Settings(zoom)}",
            RandomTranslation shift =>
                $"{Number(shift.Low)} {Number(shift.High)} {Number(shift.WidthLow)} {Number(shift.WidthHigh)} {Settings(shift)}",
            RandomContrast contrast => $"{Number(contrast.Lower)} {Number(contrast.Upper)}{(contrast.PerImage ? " each" : "")}",
            Resizing resizing =>
                $"{resizing.Height} {resizing.Width}{(resizing.Method == ResizeMethod.Bilinear ? "" : $" {resizing.Method.ToString().ToLowerInvariant()}")}{(resizing.Antialias ? " antialias" : "")}{(resizing.AspectRatio == AspectRatio.Changed ? "" : $" {resizing.AspectRatio}")}",
            CenterCrop crop => $"{crop.Height} {crop.Width}",
            Concatenate concatenate => concatenate.AxisOf(node.OutputShape.Rank) == node.OutputShape.Rank - 1 ? "" : $"{concatenate.Axis}",
            Dot dot =>
                $"{Dot.AxisOf(dot.First, node.InputShapes[0].Rank)} {Dot.AxisOf(dot.Second, node.InputShapes[1].Rank)}{(dot.IsNormalized ? " normalized" : "")}",
            Flatten or Merge or ActivityRegularization => "",
            _ => throw new ArgumentOutOfRangeException(nameof(node), node.Layer, "A layer without a form in the digest of a model."),
        };

    // Initializers are written with the weights.
    private static string Rules(Layer layer)
    {
        StringBuilder text = new();
        foreach (WeightRule rule in layer.Rules)
        {
            if (!rule.Penalty.IsNone)
            {
                text.Append(CultureInfo.InvariantCulture, $" {rule.Weight} l1 {Number(rule.Penalty.L1)} l2 {Number(rule.Penalty.L2)}");
            }

            if (rule.Constraint is { } constraint)
            {
                text.Append(CultureInfo.InvariantCulture, $" {rule.Weight} {constraint}");
            }
        }

        if (!layer.ActivityPenalty.IsNone)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $" activity l1 {Number(layer.ActivityPenalty.L1)} l2 {Number(layer.ActivityPenalty.L2)}"
            );
        }

        return text.ToString();
    }

    private static string Settings(RandomAffine layer) =>
        $"{layer.FillMode}{(layer.IsBilinear ? "" : " nearest")} {Number(layer.FillValue)}";

    private static string Settings(Recurrent layer) =>
        $"{layer.Units} {layer.Activation}{Bias(layer.UseBias)}{(layer.ReturnSequences ? " sequences" : "")}{(layer.GoBackwards ? " backwards" : "")}"
        + layer switch
        {
            LSTM lstm => $" {lstm.RecurrentActivation}",
            GRU gru => $" {gru.RecurrentActivation}{(gru.ResetAfter ? " reset after" : "")}",
            _ => "",
        };

    // The weights tell of center and scale.
    private static string Changed(BatchNormalization layer, int rank) =>
        (layer.AxisOf(rank) == rank - 1 ? "" : $" axis {layer.Axis}") + (layer.KeepsBiasedVariance && rank == 3 ? " biased" : "");

    private static string Bias(bool useBias) => useBias ? " bias" : "";

    private static string Penalty(float l2) => l2 == 0 ? "" : $" l2 {Number(l2)}";

    private static string Dilation(Size dilation) => dilation == 1 ? "" : $" dilation {dilation}";

    private static string Groups(int groups) => groups == 1 ? "" : $" groups {groups}";

    private static string List(IReadOnlyList<int> numbers) => $"({string.Join(' ', numbers)})";

    private static string Numbers(IReadOnlyList<float>? numbers) =>
        numbers is null ? "of the data" : $"({string.Join(' ', numbers.Select(Number))})";

    // The shortest digits that read back as the same float.
    private static string Number(float number) => number.ToString("R", CultureInfo.InvariantCulture);
}
