using System.Text.Json;
using Repro.Models;

namespace Repro.Specs.Oracles;

/// <summary>Reads the JSON that Keras writes of a sequential model, as far as the oracles need it; anything else is an error.</summary>
internal static class KerasConfig
{
    public static Model Read(JsonElement json)
    {
        JsonElement[] layers = [.. json.GetProperty("config").GetProperty("layers").EnumerateArray()];
        int?[] input = [.. Config(layers[0]).GetProperty("batch_input_shape").EnumerateArray().Skip(1).Select(axis => (int?)axis.GetInt32())];
        ModelBuilder builder = ModelBuilder.Sequential("oracle", new Shape(input));
        foreach (JsonElement layer in layers.Skip(1)) builder.Add(Layer(layer));
        return builder.Build();
    }

    private static Layer Layer(JsonElement layer)
    {
        JsonElement config = Config(layer);
        string name = Text(config, "name");
        string kind = Text(layer, "class_name");
        return kind switch
        {
            "Conv2D" => new Conv2D(config.GetProperty("filters").GetInt32(), Size(config, "kernel_size"))
            {
                Name = name,
                Strides = Size(config, "strides"),
                Padding = Padding(config),
                Activation = Activation(config),
                UseBias = config.GetProperty("use_bias").GetBoolean(),
            },
            "Dense" => new Dense(config.GetProperty("units").GetInt32())
            {
                Name = name,
                Activation = Activation(config),
                UseBias = config.GetProperty("use_bias").GetBoolean(),
            },
            "MaxPooling2D" => new MaxPooling2D { Name = name, PoolSize = Size(config, "pool_size"), Strides = Size(config, "strides"), Padding = Padding(config) },
            "Flatten" => new Flatten { Name = name },
            _ => throw new NotSupportedException($"The oracle's layer '{name}' is a {kind}, which this reader does not know."),
        };
    }

    private static JsonElement Config(JsonElement layer) => layer.GetProperty("config");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static Size Size(JsonElement config, string name) =>
        new(config.GetProperty(name)[0].GetInt32(), config.GetProperty(name)[1].GetInt32());

    private static Padding Padding(JsonElement config) => Enum.Parse<Padding>(Text(config, "padding"), ignoreCase: true);

    private static Activation Activation(JsonElement config) => Enum.Parse<Activation>(Text(config, "activation"), ignoreCase: true);
}
