using Repro.Models.Summaries.Description;

namespace Repro.Specs.Models.Summaries;

/// <summary>Short ways to describe layers for a summary.</summary>
internal static class Described
{
    public static SummaryLayer Layer(string name, string type, int?[] output, params SummaryTensor[] inputs) =>
        new(name, type)
        {
            OutputShapes =
            [
                [null, .. output],
            ],
            Calls = [new SummaryCall(inputs)],
        };

    public static SummaryLayer Input(string name, params int?[] shape) => Layer(name, SummaryLayer.InputClass, shape);

    public static SummaryLayer Dense(string name, int inputs, int units, params SummaryTensor[] from) =>
        Layer(name, "Dense", [units], from) with
        {
            Weights = [new SummaryWeight((long)inputs * units), new SummaryWeight(units)],
        };

    /// <summary>A convolution with a square kernel over an output of that side.</summary>
    public static SummaryLayer Conv(string name, int side, int kernel, int channels, int filters, params SummaryTensor[] from) =>
        Layer(name, "Conv2D", [side, side, filters], from) with
        {
            Weights = [new SummaryWeight((long)kernel * kernel * channels * filters), new SummaryWeight(filters)],
        };

    public static SummaryLayer Normalization(string name, int?[] output, int channels, params SummaryTensor[] from) =>
        Layer(name, "BatchNormalization", output, from) with
        {
            Weights =
            [
                new SummaryWeight(channels),
                new SummaryWeight(channels),
                new SummaryWeight(channels, Statistic: true),
                new SummaryWeight(channels, Statistic: true),
            ],
        };

    public static SummaryLayer Nested(SummaryModel model, int?[] output, params SummaryTensor[] from) =>
        Layer(model.Name, model.Kind == SummaryKind.Sequential ? "Sequential" : "Functional", output, from) with
        {
            Nested = model,
        };

    public static SummaryLayer Unbuilt(string name, string type) => new(name, type) { Built = false };

    public static SummaryTensor From(string layer, int call = 0) => new(layer, call);
}
