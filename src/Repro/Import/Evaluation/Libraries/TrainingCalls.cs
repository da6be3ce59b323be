using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Networks;
using Repro.Import.Programs;
using Repro.Models;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>Calls of compile, fit, evaluate, predict and summary.</summary>
internal sealed class TrainingCalls(Context context, IProgram program)
{
    private static readonly string[] FitOrder =
    [
        "x",
        "y",
        "batch_size",
        "epochs",
        "verbose",
        "callbacks",
        "validation_split",
        "validation_data",
        "shuffle",
        "class_weight",
        "sample_weight",
        "initial_epoch",
        "steps_per_epoch",
        "validation_steps",
        "validation_batch_size",
    ];

    private static readonly string[] GeneratorOrder =
    [
        "generator",
        "steps_per_epoch",
        "epochs",
        "verbose",
        "callbacks",
        "validation_data",
        "validation_steps",
        "validation_freq",
        "class_weight",
    ];

    /// <returns>Null for another method.</returns>
    public Value? Method(NetworkNode network, string name, CallArguments arguments)
    {
        switch (name)
        {
            case "compile":
                return Compile(network, arguments);
            case "fit":
                return Fit(network, Named(FitOrder, arguments), arguments, generator: false);
            case "fit_generator":
                return Fit(network, Named(GeneratorOrder, arguments), arguments, generator: true);
            case "evaluate"
            or "evaluate_generator"
            or "predict"
            or "predict_generator"
            or "predict_classes"
            or "predict_proba"
            or "predict_on_batch":
                return Use(network, name, arguments);
            case "summary":
                network.IsUsed = true;
                context.Results.Uses.Add(
                    new UseDraft
                    {
                        Place = context.Inner,
                        Statement = context.Outer,
                        Network = network,
                        State = context.Networks.Snapshot(network),
                    }
                );
                context.Note($"summary of '{network.Name}'");
                return NoneValue.Instance;
            default:
                return null;
        }
    }

    private NoneValue Compile(NetworkNode network, CallArguments arguments)
    {
        network.IsUsed = true;
        int state = context.Networks.Snapshot(network);
        List<string> unknown = [];
        KerasObject? optimizer = Object("optimizers", arguments.Get("optimizer", 0) ?? new TextValue("rmsprop"), "optimizer", unknown)
            is { } found
            ? ForVersion(found)
            : null;
        Value? lossValue = arguments.Get("loss", 1);
        KerasObject? loss =
            lossValue is null ? null
            : lossValue is SequenceValue { Items: [var single], IsOpen: false } ? Object("losses", single, "loss", unknown)
            : lossValue is DictionaryValue { Items: [var named] } ? Object("losses", named.Value, "loss", unknown)
            : Object("losses", lossValue, "loss", unknown);
        List<string> written = [];
        List<string> resolved = [];
        foreach (Value metric in Flat(arguments.Get("metrics", 2)).Concat(Flat(arguments["weighted_metrics"])))
        {
            string? name = NameOf(metric);
            if (name is null)
            {
                unknown.Add("a metric is not one of Keras's");
                continue;
            }

            written.Add(name);
            resolved.Add(Resolved(name, loss, network));
        }

        if (arguments.IsOpen)
        {
            unknown.Add("further arguments are not known");
        }

        foreach (string each in unknown)
        {
            context.Gap(each);
        }

        ImportedCompile compile = new(context.Inner, null)
        {
            Optimizer = optimizer,
            Loss = loss,
            Metrics = written,
            ResolvedMetrics = resolved,
            PlainMetrics = [.. Flat(arguments.Get("metrics", 2)).Where(IsPlain).Select(NameOf).OfType<string>()],
            WeightedMetrics = [.. Flat(arguments["weighted_metrics"]).Where(IsPlain).Select(NameOf).OfType<string>()],
            OtherSettings =
            [
                .. Settings(arguments.Named, "loss_weights", "sample_weight_mode")
                    .Where(name => name != "loss_weights" || !AreOnes(arguments["loss_weights"]))
                    .Select(name =>
                        name == "sample_weight_mode" && arguments[name] is TextValue { Value: "temporal" }
                            ? ImportedCompile.TemporalWeights
                            : name
                    ),
            ],
            Unknown = unknown,
        };
        CompileDraft draft = new()
        {
            Compile = compile,
            Network = network,
            State = state,
        };
        if (context.Results.Compiles.Count >= EvaluationLimits.MostEntries)
        {
            throw new LimitException("too many calls of compile");
        }

        context.Results.Compiles.Add(draft);
        context.Note(
            $"'{network.Name}' compiled: {optimizer?.ClassName ?? "optimizer not known"}, {loss?.ClassName ?? "loss not known"}{(written.Count > 0 ? ", " + string.Join(", ", written) : "")}"
        );
        return NoneValue.Instance;
    }

    private static KerasObject? Object(string area, Value value, string what, List<string> unknown)
    {
        switch (value)
        {
            case TextValue text when KerasObjects.NameOf(area, text.Value) is { } known:
                return KerasObjects.Resolved(new KerasValue(area, known, new Dictionary<string, Value>()));
            case KerasValue keras when keras.Area == area:
                KerasObject resolved = KerasObjects.Resolved(keras);
                unknown.AddRange(resolved.Unknown.Select(setting => $"'{setting}' of {resolved.ClassName} is not known"));
                return resolved;
            case ApiValue api when KerasObjects.NameOf(area, api.Last) is { } named:
                return KerasObjects.Resolved(new KerasValue(area, named, new Dictionary<string, Value>()));
            default:
                unknown.Add(
                    value switch
                    {
                        UnknownValue missing => $"the {what} is not known: {missing.Reason}",
                        FunctionValue => $"the {what} is a function of the program",
                        DictionaryValue or SequenceValue =>
                            $"the {what} is given for each output; a run file has several on a data set of the kind npz or csv that declares targets",
                        _ => $"the {what} {value.Shown} is not one of Keras's",
                    }
                );
                return null;
        }
    }

    // Defaults that older versions of Keras have.
    private KerasObject ForVersion(KerasObject optimizer)
    {
        Dictionary<string, object?> settings = new(optimizer.Settings);
        void Default(string name, double value)
        {
            if (!optimizer.Given.Contains(name) && settings.ContainsKey(name))
            {
                settings[name] = value;
            }
        }

        if (context.Keras < new KerasVersion(2, 1, 3))
        {
            Default("epsilon", 1e-8);
        }

        if (context.IsOldPackage)
        {
            if (optimizer.ClassName == "Adagrad")
            {
                Default("learning_rate", 0.01);
            }

            if (optimizer.ClassName == "Adadelta")
            {
                Default("learning_rate", 1);
            }

            if (optimizer.ClassName is "Adamax" or "Nadam")
            {
                Default("learning_rate", 0.002);
            }
        }

        return optimizer with
        {
            Settings = settings,
        };
    }

    private static string? NameOf(Value metric) =>
        metric switch
        {
            TextValue text => text.Value,
            KerasValue keras => keras.ClassName,
            ApiValue api => api.Last,
            _ => null,
        };

    // A metric with arguments is another one.
    private static bool IsPlain(Value metric) =>
        metric is not KerasValue keras || keras.Settings.Keys.All(name => name is "name" or "dtype");

    // 1 is the default of each loss.
    private static bool AreOnes(Value? weights) => weights is not UnknownValue && Flat(weights).All(weight => Numbers.Of(weight) == 1);

    private static IEnumerable<Value> Flat(Value? value) =>
        value switch
        {
            null or NoneValue => [],
            SequenceValue list => list.Items.SelectMany(item => item is SequenceValue inner ? inner.Items : [item]),
            DictionaryValue dictionary => dictionary.Items.SelectMany(item =>
                item.Value is SequenceValue inner ? inner.Items : [item.Value]
            ),
            _ => [value],
        };

    // What Keras makes of 'accuracy' follows the output and the loss.
    private string Resolved(string name, KerasObject? loss, NetworkNode network)
    {
        if (name is not ("accuracy" or "acc" or "crossentropy" or "ce"))
        {
            return KerasObjects.NameOf("metrics", name) ?? name;
        }

        Shape? output =
            network.States.Count > 0
                ? network.States[^1].Model?.OutputShapes is [Shape first, ..]
                    ? first
                    : null
                : null;
        int? width = output is { IsUnknown: false, Rank: > 0 } ? output[output.Rank - 1] : null;
        string kind = loss?.ClassName switch
        {
            _ when width == 1 => "Binary",
            "SparseCategoricalCrossentropy" => "SparseCategorical",
            "BinaryCrossentropy" => width > 1 && context.Keras >= new KerasVersion(2, 3) ? "Categorical" : "Binary",
            _ => "Categorical",
        };
        return kind + (name is "accuracy" or "acc" ? "Accuracy" : "Crossentropy");
    }

    private HistoryValue Fit(NetworkNode network, Dictionary<string, Value> given, CallArguments arguments, bool generator)
    {
        network.IsUsed = true;
        List<string> unknown = [];
        Value? x = given.GetValueOrDefault("x") ?? given.GetValueOrDefault("generator");
        Value? y = generator ? null : given.GetValueOrDefault("y");
        BuildOn(network, x);
        int state = context.Networks.Snapshot(network);
        FedData data = Fed(x, y, Written(arguments, generator ? "generator" : "x", 0), y is null ? "" : Written(arguments, "y", 1));
        Value? validationValue = given.GetValueOrDefault("validation_data");
        FedData? validation = validationValue is null or NoneValue
            ? null
            : Validation(validationValue, arguments.WrittenNamed.GetValueOrDefault("validation_data") ?? "");
        bool isData = x is DatasetValue;

        (int? epochs, SettingSource epochsFrom) = Count(given, unknown, "epochs", "nb_epoch");
        if (epochsFrom == SettingSource.Default)
        {
            epochs = context.Keras < new KerasVersion(2, 0) ? 10 : 1;
        }

        (int? batch, SettingSource batchFrom) = Count(given, unknown, "batch_size");
        if (batchFrom == SettingSource.Default)
        {
            bool isUnknown = x is UnknownValue && (y is null or NoneValue);
            batch =
                isData ? data.BatchSize
                : isUnknown ? null
                : 32;
            batchFrom = isData
                ? data.BatchSize is null
                    ? SettingSource.Unknown
                    : SettingSource.Data
                : isUnknown
                    ? SettingSource.Unknown
                    : SettingSource.Default;
        }

        double? split = Numbers.Of(given.GetValueOrDefault("validation_split")) is > 0 and < 1 and var share ? share : null;
        if (given.GetValueOrDefault("validation_split") is UnknownValue)
        {
            unknown.Add("validation_split is not known");
        }

        int? training = split is { } part && data.Samples is { } all ? (int)Math.Floor(all * (1 - part)) : data.Samples;
        (int? steps, SettingSource stepsFrom) = Count(given, unknown, "steps_per_epoch");
        if (stepsFrom == SettingSource.Default && given.ContainsKey("samples_per_epoch"))
        {
            (int? samples, _) = Count(given, unknown, "samples_per_epoch");
            steps = samples is { } each && batch is > 0 ? (each + batch - 1) / batch : null;
            stepsFrom = steps is null ? SettingSource.Unknown : SettingSource.Call;
        }

        if (stepsFrom == SettingSource.Default)
        {
            steps = training is { } samples && batch is > 0 ? (int)((samples + (long)batch - 1) / batch) : null;
            stepsFrom = steps is null ? SettingSource.Unknown : SettingSource.Computed;
        }

        (int? validationSteps, _) = Count(given, unknown, "validation_steps", "nb_val_samples");
        CompileDraft? compile = context.Results.Compiles.FindLast(each => each.Network == network);
        Value? callbackValue = given.GetValueOrDefault("callbacks");
        List<KerasObject> callbacks = Callbacks(callbackValue, unknown, out List<(string, string?)> saved);
        Schedule(callbacks, callbackValue, epochs, compile?.Compile.Optimizer);
        Dictionary<string, double> weights = Weights(given.GetValueOrDefault("class_weight"), unknown);
        (int? initialEpoch, _) = Count(given, unknown, "initial_epoch");
        if (given.GetValueOrDefault("shuffle") is { } shuffle and not (BoolValue or NoneValue))
        {
            unknown.Add($"'shuffle' is not known{(shuffle is UnknownValue missingShuffle ? ": " + missingShuffle.Reason : "")}");
        }

        if (y is UnknownValue missingLabels)
        {
            unknown.Add($"the labels are not known: {missingLabels.Reason}");
        }

        if (arguments.IsOpen)
        {
            unknown.Add("further arguments are not known");
        }

        if (context.Uncertain > 0)
        {
            unknown.Add("how often it is called is not known");
        }

        foreach (string each in unknown)
        {
            context.Gap(each);
        }

        if (x is UnknownValue missing)
        {
            context.Gap($"the data of a training is not known: {missing.Reason}");
        }

        ImportedFit fit = new(context.Inner, null)
        {
            Data = data,
            Epochs = epochs,
            EpochsFrom = epochsFrom,
            InitialEpoch = initialEpoch,
            BatchSize = batch,
            BatchSizeFrom = batchFrom,
            StepsPerEpoch = steps,
            StepsFrom = stepsFrom,
            TrainingSamples = training,
            ValidationSplit = split,
            ValidationSamples = split is not null ? data.Samples - training : validation?.Samples,
            Validation = validation,
            ValidationSteps = validationSteps ?? validation?.Steps,
            Callbacks = callbacks,
            ClassWeights = weights,
            Shuffle = (given.GetValueOrDefault("shuffle") as BoolValue)?.Value,
            OtherSettings = Settings(given, "sample_weight", "validation_freq"),
            WeightsFrom = WeightsFrom(network),
            Continues = TrainedWeights.Of(network, context),
            Statement = context.Outer,
            Unknown = unknown,
        };
        FitDraft draft = new()
        {
            Fit = fit,
            Network = network,
            State = state,
            Compile = compile,
            FeaturesOf = FeaturesOf(x),
            ValidationFeaturesOf = FeaturesOf(validationValue),
            Saved = saved,
        };
        if (context.Results.Fits.Count >= EvaluationLimits.MostEntries)
        {
            throw new LimitException("too many calls of fit");
        }

        context.Results.Fits.Add(draft);
        network.WeightsFile = null;
        TrainedWeights.Mark(network, network.States[state], context);
        context.Note(
            $"training of '{network.Name}': {(epochs is null ? "epochs not known" : Counted.Of(epochs.Value, "epoch"))}{(batch is null ? "" : $", batches of {batch}")}"
        );
        return new HistoryValue(draft);
    }

    private Value Use(NetworkNode network, string name, CallArguments arguments)
    {
        network.IsUsed = true;
        Value? x = arguments.Get("x", 0) ?? arguments["generator"];
        bool isPrediction = name.StartsWith("predict", StringComparison.Ordinal);
        bool hasLabels = !isPrediction && !name.EndsWith("generator", StringComparison.Ordinal);
        Value? y = hasLabels ? arguments.Get("y", 1) : null;
        BuildOn(network, x);
        int state = context.Networks.Snapshot(network);
        FitDraft? after =
            context.Results.Fits.FindLast(each => each.Network == network)
            ?? (
                network.LoadedFrom is { } file
                    ? context.Results.Fits.FindLast(each => each.Saved.Any(save => save.File == file))
                        ?? context.Results.Fits.FindLast(each => each.Network == network.LoadedModel)
                    : null
            );
        ImportedEvaluation evaluation = new(
            context.Inner,
            null,
            Fed(x, y, Written(arguments, "x", 0), y is null ? "" : Written(arguments, "y", 1))
        )
        {
            IsPrediction = isPrediction,
            Statement = context.Outer,
            BestOf = after?.Saved.FirstOrDefault(save => save.File == (network.WeightsFile ?? network.LoadedFrom)).BestOf,
        };
        if (context.Results.Uses.Count < EvaluationLimits.MostEntries)
        {
            context.Results.Uses.Add(
                new UseDraft
                {
                    Evaluation = evaluation,
                    Place = context.Inner,
                    Statement = context.Outer,
                    Network = network,
                    State = state,
                    FeaturesOf = FeaturesOf(x),
                    After = after,
                }
            );
        }

        context.Note(isPrediction ? $"prediction of '{network.Name}'" : $"evaluation of '{network.Name}'");
        if (!isPrediction)
        {
            return new UnknownValue("the result of an evaluation is not known before the program runs");
        }

        Shape? output = network.States[state].Model?.OutputShapes is [var only] ? only : OutputFor(network, x);
        ArrayValue? array = x as ArrayValue;
        DatasetValue? dataset = x as DatasetValue;
        DataFacts facts = (array?.Facts ?? dataset?.Facts ?? DataFacts.None) with { FeaturesOf = network };
        return new ArrayValue(
            output is null or { IsUnknown: true }
                ? null
                : [array is not null ? array.Samples : dataset?.Samples, .. output.Axes.Select(axis => (long?)axis)],
            facts
        )
        {
            IsBatch = array?.IsBatch ?? false,
            BatchOf = array?.BatchOf,
        };
    }

    // A base without a fixed size has the output that its input gives.
    private static Shape? OutputFor(NetworkNode network, Value? x) =>
        x is ArrayValue { Shape: { Count: > 1 } axes } && axes.Skip(1).All(axis => axis is > 0 and < int.MaxValue)
            ? LayerShapes.Of(network, [new Shape([.. axes.Skip(1).Select(axis => (int?)axis)])])
            : null;

    private void BuildOn(NetworkNode network, Value? x)
    {
        IReadOnlyList<long?>? sample = x switch
        {
            ArrayValue { Shape: { Count: > 1 } axes } => [.. axes.Skip(1)],
            DatasetValue { SampleShape: { Count: > 0 } own } => own,
            _ => null,
        };
        if (sample is not null && sample.All(axis => axis is null or (> 0 and < int.MaxValue)))
        {
            context.Networks.BuildOn(network, new Shape([.. sample.Select(axis => (int?)axis)]), takesNames: false);
        }
    }

    private static FedData Fed(Value? x, Value? y, string writtenX, string writtenY)
    {
        string names = writtenY.Length > 0 ? $"{writtenX}, {writtenY}" : writtenX;
        Value? first = x is SequenceValue { Items: [var one, ..] } ? one : x;
        switch (first)
        {
            case ArrayValue array:
                return new FedData(names)
                {
                    Source = array.Facts.Source,
                    Unknown = array.Facts is { Source: null, Steps: [{ Kind: "other", Detail: { Length: > 0 } origin }, ..] }
                        ? $"the result of {origin} is not known before the program runs"
                        : "",
                    Part = array.Facts.Part,
                    Array = array.Facts.Array,
                    Columns = array.Facts.Columns,
                    LabelColumns = (y as ArrayValue)?.Facts.Columns,
                    LabelSource = (y as ArrayValue)?.Facts.Source,
                    LabelArray = (y as ArrayValue)?.Facts.Array ?? "",
                    Samples = Whole(array.Samples),
                    Shape = array.Shape is { Count: > 0 } shape ? [.. shape.Skip(1).Select(Whole)] : null,
                    Preprocessing = array.Facts.Steps,
                    Cut = array.Facts.Cut,
                    LabelCut = (y as ArrayValue)?.Facts.Cut,
                    HasInputsAsTargets =
                        y is ArrayValue targets
                        && (
                            ReferenceEquals(array, targets)
                            || (targets.Facts is { IsLabels: false, Source.IsKerasDataset: true } && !array.Facts.IsLabels)
                        ),
                    LabelPreprocessing = (y as ArrayValue)?.Facts.Steps ?? [],
                };
            case DatasetValue dataset:
                return new FedData(names)
                {
                    Source = dataset.Facts.Source,
                    Part = dataset.Facts.Part,
                    Array = dataset.Facts.Array,
                    Columns = dataset.Facts.Columns,
                    LabelColumns = dataset.LabelFacts.Columns,
                    LabelSource = dataset.LabelFacts.Source,
                    LabelArray = dataset.LabelFacts.Array,
                    Samples = Whole(dataset.Samples),
                    BatchSize = dataset.BatchSize is > 0 ? Whole(dataset.BatchSize) : null,
                    Steps = Whole(dataset.Steps),
                    Shape = dataset.SampleShape is { } sample ? [.. sample.Select(Whole)] : null,
                    Preprocessing = dataset.Facts.Steps,
                    Cut = dataset.Facts.Cut,
                    // The part that a loader takes has its labels.
                    LabelCut =
                        dataset.LabelFacts.Source is null || (dataset.LabelFacts.Cut is null && dataset.Facts.Cut is { Rows: 0 })
                            ? dataset.Facts.Cut
                            : dataset.LabelFacts.Cut,
                    LabelPreprocessing = dataset.LabelSteps,
                    Augmentation = dataset.Generator?.Entry is { IsRandom: true } entry ? entry : null,
                    Reader = dataset.Reader,
                };
            default:
                return new FedData(names) { Unknown = first is UnknownValue { Reason: var reason } ? reason : "" };
        }
    }

    private static FedData Validation(Value value, string written) =>
        value is SequenceValue { Items: [var x, var y, ..] } ? Fed(x, y, written, "") : Fed(value, null, written, "");

    private static NetworkNode? FeaturesOf(Value? value) =>
        value switch
        {
            ArrayValue array => array.Facts.FeaturesOf,
            DatasetValue dataset => dataset.Facts.FeaturesOf,
            SequenceValue { Items: [var first, ..] } => FeaturesOf(first is SequenceValue ? null : first),
            _ => null,
        };

    private static int? Whole(long? number) => number is >= 0 and <= int.MaxValue ? (int)number : null;

    private static string Written(CallArguments arguments, string name, int position) =>
        arguments.WrittenNamed.GetValueOrDefault(name) ?? (position < arguments.Written.Count ? arguments.Written[position] : "");

    private static (int? Value, SettingSource From) Count(Dictionary<string, Value> given, List<string> unknown, params string[] names)
    {
        foreach (string name in names)
        {
            if (given.GetValueOrDefault(name) is not { } value || value is NoneValue)
            {
                continue;
            }

            if (Numbers.Count(value) is { } count)
            {
                return (count, SettingSource.Call);
            }

            unknown.Add($"'{name}' is not known{(value is UnknownValue missing ? ": " + missing.Reason : "")}");
            return (null, SettingSource.Unknown);
        }

        return (null, SettingSource.Default);
    }

    private static List<KerasObject> Callbacks(Value? value, List<string> unknown, out List<(string File, string? BestOf)> saved)
    {
        List<KerasObject> callbacks = [];
        saved = [];
        if (value is SequenceValue { IsOpen: true })
        {
            unknown.Add("the callbacks are not known");
        }

        foreach (
            Value each in value is SequenceValue list ? list.Items
            : value is null or NoneValue ? []
            : [value]
        )
        {
            if (each is not KerasValue { Area: "callbacks" } keras)
            {
                unknown.Add("a callback is not one of Keras's");
                continue;
            }

            KerasObject callback = KerasObjects.Resolved(keras);
            callbacks.Add(callback);
            if (callback is { ClassName: "ModelCheckpoint" } && callback.Text("filepath") is { } file)
            {
                saved.Add((file, callback.Flag("save_best_only") ? callback.Text("monitor") : null));
            }
        }

        return callbacks;
    }

    // A function of the epoch is evaluated for each epoch.
    private void Schedule(List<KerasObject> callbacks, Value? given, int? epochs, KerasObject? optimizer)
    {
        KerasValue[] values = [.. Flat(given).OfType<KerasValue>().Where(value => value.Area == "callbacks")];
        bool isAlone = !callbacks.Exists(callback => callback.ClassName == "ReduceLROnPlateau");
        for (int at = 0; at < values.Length && at < callbacks.Count; at++)
        {
            if (
                values[at] is { ClassName: "LearningRateScheduler" } scheduler
                && scheduler.Settings.GetValueOrDefault("schedule") is FunctionValue function
                && epochs is { } count
                && ScheduledRates.Of(function, count, isAlone ? optimizer?.Number("learning_rate") : null, program) is { } schedule
            )
            {
                callbacks[at] = callbacks[at] with
                {
                    Settings = new Dictionary<string, object?>(callbacks[at].Settings) { ["schedule"] = schedule },
                    Unknown = [.. callbacks[at].Unknown.Where(name => name != "schedule")],
                };
            }
        }
    }

    // A setting of 1 is Keras's default.
    private static string[] Settings(IEnumerable<KeyValuePair<string, Value>> given, params string[] names) =>
        [
            .. given
                .Where(each => names.Contains(each.Key) && each.Value is not (NoneValue or IntValue { Value: 1 }))
                .Select(each => each.Key),
        ];

    private static string? WeightsFrom(GraphLayer layer) =>
        layer.WeightsFrom ?? (layer as NetworkNode)?.Layers.Select(WeightsFrom).FirstOrDefault(call => call is not null);

    private static Dictionary<string, double> Weights(Value? value, List<string> unknown)
    {
        Dictionary<string, double> weights = new(StringComparer.Ordinal);
        if (value is not DictionaryValue dictionary)
        {
            if (value is not (null or NoneValue))
            {
                unknown.Add("'class_weight' is not known");
            }

            return weights;
        }

        if (dictionary.Items.Exists(item => Numbers.Of(item.Value) is null))
        {
            unknown.Add("'class_weight' is not known");
        }

        foreach ((Value key, Value weight) in dictionary.Items)
        {
            if (Numbers.Of(weight) is { } number)
            {
                weights[key is TextValue text ? text.Value : key.Shown] = number;
            }
        }

        return weights;
    }

    private static Dictionary<string, Value> Named(string[] order, CallArguments arguments)
    {
        Dictionary<string, Value> given = new(StringComparer.Ordinal);
        for (int at = 0; at < arguments.Positional.Count && at < order.Length; at++)
        {
            given[order[at]] = arguments.Positional[at];
        }

        foreach ((string name, Value value) in arguments.Named)
        {
            given[name] = value;
        }

        return given;
    }
}
