using System.Globalization;
using Repro.Import.Evaluation.Values;
using Repro.Import.Networks;
using Repro.Import.Python.Syntax;

namespace Repro.Import.Evaluation;

/// <content>Methods of models in snippets that do not show where the model begins.</content>
internal sealed partial class Evaluator
{
    private static readonly string[] TrainingArguments =
    [
        "epochs",
        "nb_epoch",
        "batch_size",
        "validation_data",
        "validation_split",
        "callbacks",
    ];

    // A layer that is added to a name without a value, or a second first layer in a later snippet, begins a Sequential.
    private void BeginSequential(string name, CallArguments arguments)
    {
        GraphLayer? layer = arguments.Get("layer", 0) switch
        {
            LayerValue added => added.Layer,
            TensorValue { Tensor.Layer: LayerNode { IsInput: true } input } => input,
            _ => null,
        };
        if (!_scope.IsProgram || layer is null)
        {
            return;
        }

        if (IsUnset(name))
        {
            _context.Gap($"'{name}' is not assigned; it is read as {name} = Sequential(), which the text may omit");
        }
        else if (
            IsFirst(layer)
            && _scope.Find(name) is LayerValue { Network: { IsSequential: true, Sequence.Count: > 0 } network }
            && !Fits(layer, network.Sequence[^1])
            && _context.IsInEarlierSnippet(network.ChangedAt)
        )
        {
            _context.Gap(
                $"the layer has the shape of an input, but '{name}' already has layers; it is read as the first layer of another model"
            );
        }
        else
        {
            return;
        }

        LayerValue begun = new(_context.Networks.Sequential(null));
        _scope.Set(name, begun);
        _library.Named(name, begun, isProgram: true);
    }

    // An input shape that repeats the units of the layer in front says nothing new.
    private static bool Fits(GraphLayer layer, GraphLayer before) =>
        layer is LayerNode { InputShape: { Axes: [.., { } width] } }
        && before is LayerNode last
        && last.Config["units"]?.ToJsonString() == width.ToString(CultureInfo.InvariantCulture);

    // Keras's methods of a model whose name has no value.
    private void ReportUnassigned(AttributeExpression method, CallArguments arguments)
    {
        bool isOfModel = method.Name switch
        {
            "compile" => arguments["loss"] is not null || arguments["optimizer"] is not null,
            "fit" => TrainingArguments.Any(argument => arguments[argument] is not null),
            "fit_generator" or "train_on_batch" => true,
            _ => false,
        };
        if (isOfModel && method.Target is NameExpression { Name: var name } && IsUnset(name))
        {
            _context.Gap($"'{name}' is not assigned: the text may omit {name} = Sequential()");
        }
    }

    // A module of which all names are imported may set it.
    private bool IsUnset(string name) =>
        _scope.Find(name) is null && Wildcard(name) is null && Libraries.Api.Unset(name) is null && _wildcards.TrueForAll(IsKeras);

    private static bool IsKeras(string module) => module == "keras" || module.StartsWith("keras.", StringComparison.Ordinal);

    private static bool IsFirst(GraphLayer layer) => layer is LayerNode { InputShape: not null };

    // Layers that a text shows as alternatives are not layers of one model.
    private void LoseAlternatives(IReadOnlyList<Statement> statements)
    {
        foreach (string name in StatementScan.Extended(statements))
        {
            if (_program.Find(name) is LayerValue { Network: { IsSequential: true, Sequence.Count: > 0 } network })
            {
                _context.Networks.Lose(
                    network,
                    $"the text gives alternatives for its layers from {_context.At(statements[0].First, statements[0].Last).InWords} on"
                );
            }
        }
    }
}
