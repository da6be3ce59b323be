using System.Text.Json;
using Repro.Keras.Layers;
using Repro.Models;

namespace Repro.Keras.Architecture;

/// <summary>Makes a functional model: every layer says in <c>inbound_nodes</c> whose outputs it reads.</summary>
/// <param name="place">That of the model itself.</param>
internal sealed class FunctionalReader(ModelReader reader, Place place)
{
    public Model Read(string name, ConfigFields config, JsonElement[] layers)
    {
        string[] inputs = [.. InboundNodes.Ends(config.Value("input_layers"), "input_layers").Select(end => end.Layer)];
        List<Waiting> waiting = [.. layers.Select(json => new Waiting(reader.Draft(json, place), InboundNodes.Of(json)))];
        HashSet<string> shared = [.. waiting.Where(layer => layer.Inbound.Calls.Count > 1).Select(layer => layer.Draft.Name)];
        waiting = Counted(waiting, shared);
        foreach (string input in inputs)
        {
            Waiting named =
                waiting.Find(each => each.Draft.Name == input)
                ?? throw config.Wrong("input_layers", $"names '{input}', which is not a layer of the model.");
            _ = named.Draft.Layer as InputLayer ?? throw config.Wrong("input_layers", $"names '{input}', which is not an InputLayer.");
        }

        CallOrder calls = new();
        waiting.ForEach(each =>
            calls.Add(
                each.Draft.Name,
                each.Draft.Layer is InputLayer
                    ?
                    [
                        [],
                    ]
                    : each.Inbound.Calls
            )
        );
        calls.Require();
        Waiting entry = waiting.Find(each => inputs.Contains(each.Draft.Name)) ?? throw config.Wrong("input_layers", "has no input.");
        Dictionary<string, Shape> hints = Hints(waiting);
        ModelBuilder builder = ModelBuilder.Functional(name, (InputLayer)entry.Draft.Layer!);
        Dictionary<string, int> places = new(StringComparer.Ordinal) { [entry.Draft.Name] = 0 };
        waiting.Remove(entry);

        // Keras lists layers by depth, which is an order to build in; other writers may not.
        while (waiting.Count > 0)
        {
            List<Waiting> ready = [];
            foreach (Waiting each in waiting.Where(each => each.IsReady(places)))
            {
                places[each.Draft.Name] = Connect(builder, each, places, hints);
                ready.Add(each);
            }

            if (ready.Count == 0)
            {
                // All calls can be made one after another, so only one that reads nothing is left.
                Waiting uncalled = waiting.First(each => each.Inbound.Calls.Count == 0 || each.Inbound.Calls.Any(call => call.Count == 0));
                throw new KerasFormatException($"layer '{uncalled.Draft.Name}' is not an input, and it is called without one.");
            }

            HashSet<Waiting> built = [.. ready];
            waiting.RemoveAll(built.Contains);
        }

        int[] outputs =
        [
            .. InboundNodes
                .Ends(config.Value("output_layers"), "output_layers")
                .Select(output => shared.Contains(output.Layer) ? output : output with { Call = 0 })
                .Select(output =>
                    calls.Objection(output) is { } objection
                        ? throw config.Wrong("output_layers", $"names {objection}")
                        : places[output.Layer]
                ),
        ];
        return builder.Build(outputs.Length > 0 ? outputs : throw config.Wrong("output_layers", "has no output."));
    }

    // A file may count calls outside of this model too; of a layer that is called once here, there is only the first.
    private static List<Waiting> Counted(List<Waiting> layers, HashSet<string> shared) =>
        [
            .. layers.Select(layer =>
                layer with
                {
                    Inbound = layer.Inbound with
                    {
                        Calls =
                        [
                            .. layer.Inbound.Calls.Select(call =>
                                (IReadOnlyList<Source>)
                                    [.. call.Select(source => shared.Contains(source.Layer) ? source : source with { Call = 0 })]
                            ),
                        ],
                    },
                }
            ),
        ];

    private static int Connect(ModelBuilder builder, Waiting layer, Dictionary<string, int> places, Dictionary<string, Shape> hints)
    {
        // The shapes of one call decide; a tensor that is not its layer's first output has another shape than that.
        Shape[] shapes =
        [
            .. layer.FirstReady(places).Select(source => source.Tensor == 0 ? builder.ShapeOf(places[source.Layer]) : Shape.Unknown),
        ];

        // A later call may read the layer's own output, or that of a layer behind it, which a model of single calls cannot have.
        int[] inputs =
        [
            .. layer.Inbound.Sources.Where(source => places.ContainsKey(source.Layer)).Select(source => places[source.Layer]).Distinct(),
        ];
        string? what =
            layer.Inbound.Objection
            ?? (inputs.Length < layer.Inbound.Sources.Count() ? "reads one layer twice, which is not supported." : null);
        string? objection = what is not null ? $"layer '{layer.Draft.Name}' {what}" : null;
        Layer placed = layer.Draft.At(shapes, hints.GetValueOrDefault(layer.Draft.Name), objection);
        placed = placed with { Calls = layer.Calls };
        return builder.Connect(layer.Inbound.IsInference ? placed with { IsInference = true } : placed, inputs);
    }

    // Keras 3 writes a tensor's shape wherever a layer reads it.
    private static Dictionary<string, Shape> Hints(List<Waiting> layers)
    {
        Dictionary<string, Shape> hints = new(StringComparer.Ordinal);
        foreach (Source source in layers.SelectMany(layer => layer.Inbound.Sources))
        {
            if (source is { Tensor: 0, Shape: { } shape })
            {
                hints.TryAdd(source.Layer, shape);
            }
        }

        return hints;
    }

    private sealed record Waiting(LayerDraft Draft, InboundNodes Inbound)
    {
        /// <summary>What each call reads, where that is not the first output of the first call of different layers, once.</summary>
        public IReadOnlyList<LayerCall>? Calls =>
            Inbound.Calls is [var only]
            && only.All(source => source is { Call: 0, Tensor: 0 })
            && only.DistinctBy(source => source.Layer).Count() == only.Count
                ? null
            : Inbound.Calls.Count == 0 ? null
            :
            [
                .. Inbound.Calls.Select(call => new LayerCall([
                    .. call.Select(source => new CalledTensor(source.Layer, source.Call, source.Tensor)),
                ])),
            ];

        /// <summary>A layer has its place as soon as one of its calls can be made; layers that are there read the others.</summary>
        public bool IsReady(Dictionary<string, int> places) => Draft.Layer is InputLayer || FirstReady(places).Count > 0;

        public IReadOnlyList<Source> FirstReady(Dictionary<string, int> places) =>
            Inbound.Calls.FirstOrDefault(call => call.Count > 0 && call.All(source => places.ContainsKey(source.Layer))) ?? [];
    }
}
