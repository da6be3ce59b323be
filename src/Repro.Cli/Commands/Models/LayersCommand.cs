using System.CommandLine;
using System.Text.Json.Nodes;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Cli.Reference;

namespace Repro.Cli.Commands.Models;

/// <summary><c>repro layers</c>: lists the layers that networks can have.</summary>
internal static class LayersCommand
{
    private const int SchemaVersion = 1;

    public static Command Create()
    {
        Option<string?> json = JsonTarget.Option();
        Command command = new(
            "layers",
            "Lists the Keras layers that ReproSuite can compute, and which backends support inference and training with them. Example: repro layers"
        )
        {
            json,
        };
        command.SetAction(parsed =>
        {
            Listing.Print(parsed, json, Json, () => PlainTable.Lines(Text(), Terminal.TableWidth));
            return ExitCodes.Success;
        });
        return command;
    }

    private static IReadOnlyList<IReadOnlyList<string>> Text() =>
        [
            ["layer", "Cpu forward", "Cpu training", "TensorFlow forward", "TensorFlow training"],
            .. LayerSupport.All.Select(layer => (string[])[layer.Layer, .. layer.Answers]),
        ];

    private static string Json() =>
        JsonText.Of(
            new JsonObject
            {
                ["schema_version"] = SchemaVersion,
                ["layers"] = new JsonArray([
                    .. LayerSupport.All.Select(layer => new JsonObject
                    {
                        ["layer"] = layer.Layer,
                        ["cpu_forward"] = layer.CpuForward,
                        ["cpu_training"] = layer.CpuTraining,
                        ["tensorflow_forward"] = layer.TensorFlowForward,
                        ["tensorflow_training"] = layer.TensorFlowTraining,
                    }),
                ]),
            }
        );
}
