using System.Globalization;
using System.Text.Json;
using Repro.Import.Programs;
using Repro.Import.Reading;
using Repro.Import.Texts;
using Repro.Models;
using Repro.Models.Counting;
using Repro.Models.Summaries;

namespace Repro.Bench.ImportScore;

/// <summary>
/// The networks, compile and fit calls that import reads from the code of texts, against those of real Keras: layers with names, output
/// shapes and
/// parameters, totals, optimizers, losses and metrics with their defaults, epochs, batch sizes and steps. Each difference is a line.
/// </summary>
internal static class CodeScore
{
    public static void Run(JsonElement texts, string folder, string? only)
    {
        (int Right, int All) networks = default;
        (int Right, int All) compiles = default;
        (int Right, int All) fits = default;
        foreach (JsonElement text in texts.EnumerateArray())
        {
            string file = text.GetProperty("file").GetString()!;
            if (only is not null && !file.Contains(only, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            ImportedProgram program = ProgramReader.Read(SourceText.Read(Path.Combine(folder, file)));
            Networks(file, text.GetProperty("models"), program, ref networks);
            Each(file, "compile", text.GetProperty("compiles"), program.Compiles, Compile, ref compiles);
            Each(file, "fit", text.GetProperty("fits"), program.Fits, Fit, ref fits);
        }

        Console.WriteLine(
            $"networks {networks.Right} of {networks.All}, compiles {compiles.Right} of {compiles.All}, fits {fits.Right} of {fits.All}"
        );
        Console.WriteLine();
    }

    private static void Networks(string file, JsonElement expected, ImportedProgram program, ref (int Right, int All) count)
    {
        // A network that is only changed later is listed there as one of its own.
        Queue<ImportedModel> left = new(program.Models.Where(model => model.Form != ModelForm.Loaded));
        ImportedModel? last = null;
        foreach (JsonElement network in expected.EnumerateArray())
        {
            bool isState = network.TryGetProperty("state_of", out _);

            // A block of layers that is made again, only to be a layer of the next network, may be left out there.
            if (
                !isState
                && left.TryPeek(out ImportedModel? part)
                && part.IsPart
                && part.Variable != network.GetProperty("variable").GetString()
            )
            {
                left.Dequeue();
            }

            ImportedModel? model =
                isState ? last
                : left.TryDequeue(out ImportedModel? next) ? next
                : null;
            last = model ?? last;
            string? best = null;
            foreach (ModelState state in model?.States ?? [])
            {
                string? problem = Network(network, model!, state);
                best = problem is null ? null : best ?? problem;
                if (problem is null)
                {
                    break;
                }

                best = problem;
            }

            Count(
                $"{file}: network {network.GetProperty("n")} '{network.GetProperty("variable").GetString()}' ({network.GetProperty("at").GetString()})",
                model is null ? "is missing" : best,
                ref count
            );
        }

        foreach (ImportedModel extra in left)
        {
            Count($"{file}: network '{extra.Variable}' at {extra.Place}", "is not expected", ref count);
        }
    }

    private static string? Network(JsonElement expected, ImportedModel model, ModelState state)
    {
        if (state.Model is not { } built)
        {
            return $"is not known: {state.Reason}";
        }

        if (model.Variable != expected.GetProperty("variable").GetString())
        {
            return $"is called '{model.Variable}'";
        }

        if (model.Name != expected.GetProperty("name").GetString())
        {
            return $"has the name '{model.Name}'";
        }

        ParameterCounts counts = ParameterCounts.Of(built);
        if (UnknownCounts.First(built) is { } unknown)
        {
            return $"has the layer '{unknown.Name}' of unknown size";
        }

        string? shapes =
            Same("input shape", expected.GetProperty("input_shape"), built.InputShape)
            ?? Same("output shape", expected.GetProperty("output_shape"), built.OutputShapes[0]);
        if (shapes is not null)
        {
            return shapes;
        }

        if (counts.Total != expected.GetProperty("total_parameters").GetInt64())
        {
            return $"has {counts.Total} parameters";
        }

        if (counts.Trainable != expected.GetProperty("trainable_parameters").GetInt64())
        {
            return $"has {counts.Trainable} trainable parameters";
        }

        JsonElement[] layers = [.. expected.GetProperty("layers").EnumerateArray()];
        ImportedLayer[] own = [.. state.Layers.Where(layer => !layer.IsOperation)];
        if (layers.Length != own.Length)
        {
            return $"has {own.Length} layers";
        }

        for (int at = 0; at < layers.Length; at++)
        {
            string name = layers[at].GetProperty("name").GetString()!;
            if (own[at].Name != name || own[at].ClassName != layers[at].GetProperty("class").GetString())
            {
                return $"has {own[at].ClassName} '{own[at].Name}' in place of '{name}'";
            }

            if (own[at].NameIsGiven != (layers[at].GetProperty("name_is").GetString() == "given") && own[at].Nested is null)
            {
                return $"has the wrong origin of the name '{name}'";
            }

            if (own[at].Parameters != layers[at].GetProperty("parameters").GetInt64())
            {
                return $"has {own[at].Parameters} parameters in '{name}'";
            }

            if (Same($"output shape of '{name}'", layers[at].GetProperty("output_shape"), own[at].OutputShape) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private static string? Same(string what, JsonElement expected, Shape? shape)
    {
        string wanted = string.Join(
            'x',
            expected.EnumerateArray().Skip(1).Select(axis => axis.ValueKind == JsonValueKind.Null ? "None" : axis.GetRawText())
        );
        return wanted == shape?.ToString() ? null : $"has the {what} {shape}, not {wanted}";
    }

    private static void Each<T>(
        string file,
        string what,
        JsonElement expected,
        IReadOnlyList<T> found,
        Func<JsonElement, T, string?> compare,
        ref (int Right, int All) count
    )
    {
        int at = 0;
        foreach (JsonElement call in expected.EnumerateArray())
        {
            string name = $"{file}: {what} at {call.GetProperty("at").GetString()}";
            Count(name, at < found.Count ? compare(call, found[at]) : "is missing", ref count);
            at++;
        }

        for (; at < found.Count; at++)
        {
            Count($"{file}: {what} number {at + 1}", "is not expected", ref count);
        }
    }

    private static string? Compile(JsonElement expected, ImportedCompile compile) =>
        Place(expected, compile.Place)
        ?? Object("optimizer", expected.GetProperty("optimizer"), compile.Optimizer)
        ?? Object("loss", expected.GetProperty("loss"), compile.Loss)
        ?? (compile.State is null ? "has no network" : null)
        ?? Texts("metrics", expected.GetProperty("metrics").GetProperty("written"), compile.Metrics)
        ?? Texts("resolved metrics", expected.GetProperty("metrics").GetProperty("resolved"), compile.ResolvedMetrics);

    private static string? Texts(string what, JsonElement expected, IReadOnlyList<string> found) =>
        expected.EnumerateArray().Select(each => each.GetString()).SequenceEqual(found)
            ? null
            : $"has the {what} {string.Join(", ", found)}";

    // Places are "cell 8", "line 115", "cells 3, 4".
    private static string? Place(JsonElement expected, Claims.Place place)
    {
        string at = expected.GetProperty("at").GetString()!;
        string own = place.Cell is { } cell ? $"cell {cell}" : string.Create(CultureInfo.InvariantCulture, $"line {place.Line}");
        return at == own ? null : $"is at {own}";
    }

    private static string? Object(string what, JsonElement expected, KerasObject? found)
    {
        if (found is null)
        {
            return $"has no {what}";
        }

        foreach (JsonProperty setting in expected.EnumerateObject())
        {
            if (setting.Name == "class")
            {
                if (found.ClassName != setting.Value.GetString())
                {
                    return $"has the {what} {found.ClassName}";
                }

                continue;
            }

            bool same = setting.Value.ValueKind switch
            {
                JsonValueKind.Number => found.Number(setting.Name) == setting.Value.GetDouble(),
                JsonValueKind.True or JsonValueKind.False => found.Flag(setting.Name) == setting.Value.GetBoolean(),
                _ => found.Text(setting.Name) == setting.Value.GetString(),
            };
            if (!same)
            {
                return $"has {what} {setting.Name} {found.Settings.GetValueOrDefault(setting.Name)}";
            }
        }

        return null;
    }

    private static string? Fit(JsonElement expected, ImportedFit fit)
    {
        string? wrong =
            Place(expected, fit.Place)
            ?? Number("epochs", expected, fit.Epochs)
            ?? Number("batch_size", expected, fit.BatchSize)
            ?? Number("steps_per_epoch", expected, fit.StepsPerEpoch)
            ?? Number("training_samples", expected, fit.TrainingSamples)
            ?? Number("validation_samples", expected, fit.ValidationSamples)
            ?? (fit.Data.Names == expected.GetProperty("data").GetString() ? null : $"has the data '{fit.Data.Names}'")
            ?? (fit.Compile is null ? "has no compile" : null);
        string batchFrom = fit.BatchSizeFrom switch
        {
            SettingSource.Call => "the call",
            SettingSource.Data => "the data set or generator",
            SettingSource.Default => "the default",
            _ => "?",
        };
        string stepsFrom = fit.StepsFrom switch
        {
            SettingSource.Call => "the call",
            SettingSource.Computed => "computed",
            _ => "?",
        };
        wrong ??= batchFrom != expected.GetProperty("batch_size_from").GetString() ? $"has the batch size from {batchFrom}" : null;
        wrong ??= stepsFrom != expected.GetProperty("steps_from").GetString() ? $"has the steps from {stepsFrom}" : null;
        if (wrong is not null)
        {
            return wrong;
        }

        if (expected.TryGetProperty("validation_split", out JsonElement split) && split.GetDouble() != fit.ValidationSplit)
        {
            return "has another validation_split";
        }

        if (expected.TryGetProperty("validation", out JsonElement validation) && validation.ValueKind == JsonValueKind.Object)
        {
            if (fit.Validation is not { } own)
            {
                return "has no validation data";
            }

            wrong =
                Number("samples", validation, own.Samples)
                ?? Number("batch_size", validation, own.BatchSize)
                ?? Number("steps", validation, fit.ValidationSteps)
                ?? (own.Names == validation.GetProperty("data").GetString() ? null : $"has the validation data '{own.Names}'");
            if (wrong is not null)
            {
                return "validation: " + wrong;
            }
        }

        foreach (JsonElement callback in expected.TryGetProperty("callbacks", out JsonElement callbacks) ? callbacks.EnumerateArray() : [])
        {
            string name = callback.GetProperty("class").GetString()!;
            if (fit.Callbacks.FirstOrDefault(each => each.ClassName == name) is not { } found || Object(name, callback, found) is not null)
            {
                return $"lacks the callback {name} with its settings";
            }
        }

        return null;
    }

    private static string? Number(string what, JsonElement expected, int? found) =>
        !expected.TryGetProperty(what, out JsonElement value) || value.GetInt32() == found
            ? null
            : $"has {what} {found?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}, not {value}";

    private static void Count(string what, string? problem, ref (int Right, int All) count)
    {
        count = (count.Right + (problem is null ? 1 : 0), count.All + 1);
        if (problem is not null)
        {
            Console.WriteLine($"{what} {problem}");
        }
    }
}
