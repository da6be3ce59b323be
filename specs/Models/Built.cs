using Repro.Models;

namespace Repro.Specs.Models;

/// <summary>Small models for specs of single layers.</summary>
internal static class Built
{
    /// <summary>The output's shape of one layer on one input.</summary>
    public static string Shape(Layer layer, params int?[] input) => One(layer, input).OutputShapes[0].ToString();

    public static Model One(Layer layer, params int?[] input) => ModelBuilder.Sequential("one", new Shape(input)).Add(layer).Build();
}
