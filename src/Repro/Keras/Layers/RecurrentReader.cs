using System.Text.Json;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Layers;

/// <summary>Makes recurrent layers and wrappers out of their settings.</summary>
internal static class RecurrentReader
{
    public static SimpleRNN SimpleRNN(string name, LayerFields config) =>
        With(config, new SimpleRNN(config.Fields.Count("units")) { Name = name });

    public static LSTM LSTM(string name, LayerFields config) =>
        With(
            config,
            new LSTM(config.Fields.Count("units"))
            {
                Name = name,
                RecurrentActivation = Function(config, "recurrent_activation", Activation.HardSigmoid),
                UnitForgetBias = config.Fields.Flag("unit_forget_bias", true),
            }
        );

    public static GRU GRU(string name, LayerFields config) =>
        With(
            config,
            new GRU(config.Fields.Count("units"))
            {
                Name = name,
                RecurrentActivation = Function(config, "recurrent_activation", Activation.HardSigmoid),
                ResetAfter = config.Fields.Flag("reset_after", config.ResetsAfter),
            }
        );

    public static Bidirectional Bidirectional(string name, LayerFields config)
    {
        Recurrent forward =
            (Inner(config, "layer") as Recurrent) ?? throw config.Fields.Wrong("layer", "must be a SimpleRNN, LSTM or GRU.");
        Recurrent backward = config.Fields.Has("backward_layer")
            ? (Inner(config, "backward_layer") as Recurrent)
                ?? throw config.Fields.Wrong("backward_layer", "must be a SimpleRNN, LSTM or GRU.")
            : forward with
            {
                GoBackwards = !forward.GoBackwards,
            };
        MergeMode mode = config.Fields.OptionalText("merge_mode") switch
        {
            null or "concat" => MergeMode.Concat,
            "sum" => MergeMode.Sum,
            "mul" => MergeMode.Mul,
            "ave" => MergeMode.Ave,
            _ => throw config.Fields.Wrong("merge_mode", "must be concat, sum, mul or ave."),
        };
        return new Bidirectional(forward, backward, mode) { Name = name };
    }

    public static TimeDistributed TimeDistributed(string name, LayerFields config) => new(Inner(config, "layer")) { Name = name };

    private static TLayer With<TLayer>(LayerFields config, TLayer layer)
        where TLayer : Recurrent
    {
        foreach (string key in (string[])["return_state", "stateful", "time_major"])
        {
            config.Fields.RequireNeutral(key, value => value.ValueKind == JsonValueKind.False);
        }

        return layer with
        {
            Activation = Function(config, "activation", Activation.Tanh),
            UseBias = config.Fields.Flag("use_bias", true),
            ReturnSequences = config.Fields.Flag("return_sequences", false),
            GoBackwards = config.Fields.Flag("go_backwards", false),
        };
    }

    private static Activation Function(LayerFields config, string key, Activation otherwise)
    {
        Activation function = config.Activation(key, otherwise);
        return Recurrent.Functions.Contains(function)
            ? function
            : throw config.Fields.Wrong(
                key,
                $"is '{Activations.NameOf(function)}', which is not supported in a recurrent layer; linear, tanh, sigmoid, relu and hard_sigmoid are."
            );
    }

    private static Layer Inner(LayerFields config, string key)
    {
        ConfigFields layer = new(config.Fields.Value(key), key);
        string kind = layer.Text("class_name");
        if (kind is "TimeDistributed" or "Bidirectional")
        {
            throw config.Fields.Wrong(key, $"is a {kind} again, which is not supported.");
        }

        JsonElement inner = layer.Value("config");
        ConfigFields fields = new(inner, $"the layer in '{key}' ({kind})");
        return LayerReader.Read(kind, fields.OptionalText("name") ?? "layer", fields, config.Keras3, config.ResetsAfter);
    }
}
