using System.Text.Json;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Specs.Oracles;

/// <summary>A case of <c>fixtures/pytorch/gradients.json</c>: its model and what PyTorch found.</summary>
internal static class GradientCase
{
    public static JsonElement Read(string group, string name) =>
        Fixture.Json("pytorch", "gradients.json").GetProperty(group).GetProperty(name);

    public static IEnumerable<string> Names(string group) =>
        Fixture.Json("pytorch", "gradients.json").GetProperty(group).EnumerateObject().Select(property => property.Name);

    public static Model Model(JsonElement oracle)
    {
        ModelBuilder builder = ModelBuilder.Sequential("oracle", new Shape([.. oracle.Doubles("input").Select(axis => (int?)(int)axis)]));
        int index = 0;
        foreach (JsonElement layer in oracle.GetProperty("layers").EnumerateArray())
        {
            builder.Add(Layer(layer, LayerName(oracle, index++)));
        }

        return builder.Build();
    }

    /// <summary>The layer's name in the model; the one dropout layer is called by the name that its mask's stream is drawn for.</summary>
    public static string LayerName(JsonElement oracle, int index)
    {
        string type = Text(oracle.GetProperty("layers")[index], "type");
        return type == "dropout" ? type : FormattableString.Invariant($"{type}_{index}");
    }

    /// <summary>Compares with a tensor of which the oracle kept every k-th value.</summary>
    public static void ShouldBeClose(IReadOnlyList<double> actual, JsonElement kept, string what)
    {
        actual.Should().HaveCount(kept.GetProperty("count").GetInt32(), what);
        double rms = kept.GetProperty("rms").GetDouble();
        int every = kept.GetProperty("every").GetInt32();
        double[] expected = kept.Doubles("values");
        double margin = Closeness.OfRootMeanSquare * rms;
        Math.Sqrt(actual.Average(value => value * value)).Should().BeApproximately(rms, margin, "the root mean square of {0}", what);
        for (int i = 0; i < expected.Length; i++)
        {
            actual[i * every].Should().BeApproximately(expected[i], margin, "value {0} of {1}", i * every, what);
        }
    }

    private static Layer Layer(JsonElement layer, string name) =>
        Text(layer, "type") switch
        {
            "conv" => new Conv2D(layer.GetProperty("filters").GetInt32(), Size(layer, "kernel"))
            {
                Name = name,
                Strides = Size(layer, "strides"),
                Padding = Name<Padding>(layer, "padding"),
                Activation = Name<Activation>(layer, "activation"),
                UseBias = layer.GetProperty("bias").GetBoolean(),
                L2 = layer.GetProperty("l2").GetSingle(),
            },
            "dense" => new Dense(layer.GetProperty("units").GetInt32())
            {
                Name = name,
                Activation = Name<Activation>(layer, "activation"),
                UseBias = layer.GetProperty("bias").GetBoolean(),
                L2 = layer.GetProperty("l2").GetSingle(),
            },
            "maxpool" => new MaxPooling2D
            {
                Name = name,
                PoolSize = Size(layer, "size"),
                Strides = Size(layer, "strides"),
                Padding = Name<Padding>(layer, "padding"),
            },
            "averagepool" => new AveragePooling2D
            {
                Name = name,
                PoolSize = Size(layer, "size"),
                Strides = Size(layer, "strides"),
                Padding = Name<Padding>(layer, "padding"),
            },
            "flatten" => new Flatten { Name = name },
            "dropout" => new Dropout(layer.GetProperty("rate").GetSingle()) { Name = name },
            "activation" => new ActivationLayer(Name<Activation>(layer, "function")) { Name = name },
            string type => throw new NotSupportedException($"The oracle's layer {type} is unknown."),
        };

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static T Name<T>(JsonElement element, string name)
        where T : struct, Enum => Enum.Parse<T>(Text(element, name), ignoreCase: true);

    private static Size Size(JsonElement element, string name) =>
        new(element.GetProperty(name)[0].GetInt32(), element.GetProperty(name)[1].GetInt32());
}
