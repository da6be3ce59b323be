using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Configuration;
using Repro.Hosting;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Runs;
using Repro.Training.Evaluation;
using Repro.Training.Features;
using Repro.Training.Feeding;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Cli.Commands.Models;

/// <summary><c>repro evaluate</c>: evaluates a training, a saved Keras model or a model with weights.</summary>
internal static class EvaluateCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string> what = new("run")
        {
            Description =
                "A run (with --seed), the folder of a finished training, or, with --data, FILE.keras, FILE.h5, FILE.json or the name of a model.",
        };
        ProjectNames.SuggestRunsAndModels(what, "RUN", hosts);
        Option<int?> seed = TrainingOptions.Seed();
        Option<string?> weights = new("--weights")
        {
            Description = "File with the weights of the model: .h5, .weights.h5 or .keras.",
            HelpName = "FILE",
        };
        Option<string?> data = new("--data")
        {
            Description = "Split of a data set, e.g. mnist/test, instead of the test set of the run.",
            HelpName = "SET/SPLIT",
        };
        Option<string?> scale = Scale(
            "Scaling of pixel values (0 to 255): 1/255, none, caffe or -1..1. Default for a training: the scaling of its run. Default for other models: none if the model has a Rescaling or Normalization layer, otherwise 1/255."
        );
        Option<string?> resize = Resize();
        Option<string?> color = new("--color")
        {
            Description = "Color mode: rgb or grayscale. Default: that of the model's input.",
            HelpName = "MODE",
        };
        Option<string?> loss = new("--loss")
        {
            Description =
                "Loss of a saved model, e.g. mse. Default: the loss in its file, otherwise the cross-entropy for its output layer.",
            HelpName = "NAME",
        };
        Option<string?> backend = BackendOptions.Chosen();
        Option<string> output = TrainingOptions.Runs();
        Option<string?> json = JsonTarget.Option();
        Command command = new(
            "evaluate",
            "Evaluates a training on the test set of its run, or on other data with --data. Also evaluates saved Keras models, which require --data. Examples: repro evaluate mnist-convnet --seed 1; repro evaluate runs/mnist-convnet/Cpu/seed-1 --backend tensorflow; repro evaluate digits.h5 --data mnist/test"
        )
        {
            what,
            seed,
            weights,
            data,
            scale,
            resize,
            color,
            loss,
            backend,
            output,
            json,
        };
        command.SetAction(parsed =>
        {
            JsonTarget target = JsonTarget.Of(parsed, json);
            Request request = new(
                parsed.GetRequiredValue(what),
                parsed.GetValue(weights),
                parsed.GetValue(data),
                parsed.GetValue(seed),
                parsed.GetRequiredValue(output),
                ImageOptions.Parse(parsed.GetValue(scale), parsed.GetValue(resize), parsed.GetValue(color)),
                LossOf(parsed.GetValue(loss))
            );
            ReproHost host = hosts.OfAny(parsed);
            Settings settings = host.Settings;
            IBackend backendInUse = host.Backends.Create(settings, parsed.GetValue(backend));
            using IDisposable? disposable = backendInUse as IDisposable;
            Evaluated evaluated = request.IsSaved ? OfSaved(host, request, backendInUse) : OfRun(host, request, backendInUse);
            target.Write(() => evaluated.Json.ToJsonString(), () => Console.WriteLine(evaluated.Text));
            return ExitCodes.Success;
        });
        return command;
    }

    private static string? LossOf(string? name) =>
        name is null || Loss.AllNames.Contains(name, StringComparer.Ordinal)
            ? name
            : throw new InputException(
                $"--loss '{name}' must be one of {string.Join(", ", Loss.Names)}.{Spelling.Suggestion(name, Loss.AllNames)}"
            );

    private static Evaluated OfRun(ReproHost host, Request request, IBackend backend)
    {
        if (request.Loss is not null)
        {
            throw new InputException("--loss requires a saved model. A training is evaluated with the loss of its run.");
        }

        Settings settings = host.Settings;
        (RunConfiguration run, string folder) = FinishedTraining.Find(
            host,
            request.What,
            request.Seed,
            request.Output,
            backend,
            "evaluate"
        );
        return request.Data is null ? OnTestSet(request, run, folder, settings, backend) : OnOtherData(request, run, folder, host, backend);
    }

    private static Evaluated OnTestSet(Request request, RunConfiguration run, string folder, Settings settings, IBackend backend)
    {
        if (!request.Images.IsEmpty)
        {
            throw new InputException(
                "--scale, --resize and --color require --data. On the test set of a run, the run file determines the preprocessing."
            );
        }

        ImageFeed images = ImageFeed.Of(run);
        Model model = RunInputs.Model(run);
        TrainingData data = new RunData(backend, settings, Console.Error.WriteLine).Of(run);
        RunningMetrics metrics = TrainedRun.EvaluateTest(folder, run, model, backend, data);
        if (RunRecord.Read(RunFolder.RecordOf(folder)).TensorsSha256 != data.TensorsSha256)
        {
            Console.Error.WriteLine(
                PrintedText.Message($"repro: Note: '{folder}' was trained on other data than the data set '{run.DataSet}' has now.")
            );
        }

        Dictionary<string, double> recorded = new(StringComparer.Ordinal);
        new RecordedValues(run, model).Add("test", metrics, recorded);
        KeyValuePair<string, double>[] values = [.. RecordedValues.AsEvaluated(recorded)];
        string results = string.Join(
            ", ",
            values.Select(value =>
                $"{value.Key} {(value.Key == "test_acc" ? value.Value.ToString("F4", CultureInfo.InvariantCulture) : Six(value.Value))}"
            )
        );
        JsonObject json = new()
        {
            ["run"] = run.Name,
            ["backend"] = backend.Name,
            ["samples"] = metrics.Samples,
            ["test_loss"] = JsonNumbers.Of(metrics.Loss),
            ["test_acc"] = recorded.TryGetValue("test_acc", out double accuracy) ? JsonNumbers.Of(accuracy) : null,
        };
        KeyValuePair<string, double>[] others = [.. values.Where(value => value.Key is not ("test_loss" or "test_acc"))];
        if (others.Length > 0)
        {
            json[run.Outputs.Count > 0 ? "outputs" : "metrics"] = new JsonObject(
                others.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)JsonNumbers.Of(value.Value)))
            );
        }

        json["preprocessing"] = Described(images);
        return new Evaluated(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{run.Name}, {folder}: {results} over {metrics.Samples} samples, {images}, computed on {backend.Name}"
            ),
            json
        );
    }

    private static Evaluated OnOtherData(Request request, RunConfiguration run, string folder, ReproHost host, IBackend backend)
    {
        SavedModel saved = TrainedRun.Saved(folder, run);
        return On(request.Data!, folder, folder, saved, request.Images.Or(ImageFeed.Of(run).ToOptions()), host, backend);
    }

    private static Evaluated OfSaved(ReproHost host, Request request, IBackend backend)
    {
        if (request.Seed is not null)
        {
            throw new InputException("--seed requires a run. A saved model has no seeds.");
        }

        string data =
            request.Data
            ?? throw new InputException(
                $"'{request.What}' needs data. Give a split of a data set with --data SET/SPLIT, e.g. --data mnist/test."
            );
        return On(
            data,
            request.What,
            request.Weights ?? request.What,
            SavedModel.Open(request.What, request.Weights, host.Models, request.Loss),
            request.Images,
            host,
            backend
        );
    }

    private static Evaluated On(
        string data,
        string what,
        string weights,
        SavedModel saved,
        ImageOptions options,
        ReproHost host,
        IBackend backend
    )
    {
        using SplitSamples samples = SplitSamples.Open(
            host.Settings.DataRoot,
            data,
            saved.Model,
            host.Runs.Data.Sets,
            $"{what}: the model",
            options,
            saved.Outputs,
            saved.Loss.Loss
        );
        RunningMetrics metrics = saved.Evaluate(backend, samples);
        if (saved.Outputs.Count > 0)
        {
            return OfOutputs(data, what, weights, saved, samples, metrics, backend);
        }

        EvaluatedLoss loss = saved.Loss;
        string lossText = loss.IsCompiled
            ? $"loss {Six(metrics.Loss)} ({loss.Loss.Name}, {loss.Remark})"
            : $"{loss.Loss.Name} {Six(metrics.Loss)} ({loss.Remark})";
        KeyValuePair<string, double>[] values =
        [
            .. RecordedValues.Named(loss.Metrics).Select(value => KeyValuePair.Create(value.Name, value.Value(metrics))),
        ];
        string valuesText = string.Concat(values.Select(value => $", {value.Key} {Six(value.Value)}"));
        return new Evaluated(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what} on {data}: {lossText}{(samples.HasNumbers ? "" : FormattableString.Invariant($", acc {metrics.Accuracy:F4}"))}{valuesText} over {metrics.Samples} samples, {samples.Images}, computed on {backend.Name}"
            ),
            new JsonObject
            {
                ["model"] = what,
                ["weights"] = weights,
                ["data"] = data,
                ["backend"] = backend.Name,
                ["samples"] = metrics.Samples,
                ["loss"] = JsonNumbers.Of(metrics.Loss),
                ["loss_name"] = loss.Loss.Name,
                ["loss_is_compiled"] = loss.IsCompiled,
                ["loss_remark"] = loss.Remark,
                ["compiled_loss"] = loss.CompiledName,
                ["acc"] = samples.HasNumbers ? null : JsonNumbers.Of(metrics.Accuracy),
                ["metrics"] = new JsonObject(
                    values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)JsonNumbers.Of(value.Value)))
                ),
                ["preprocessing"] = Described(samples.Images),
            }
        );
    }

    private static Evaluated OfOutputs(
        string data,
        string what,
        string weights,
        SavedModel saved,
        SplitSamples samples,
        RunningMetrics metrics,
        IBackend backend
    )
    {
        KeyValuePair<string, double>[] values =
        [
            .. RecordedValues.AsEvaluated(
                RecordedValues.Named(saved.Outputs).Select(value => KeyValuePair.Create(value.Name, value.Value(metrics)))
            ),
        ];
        return new Evaluated(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what} on {data}: loss {Six(metrics.Loss)} ({saved.Loss.Remark}), {string.Join(", ", values.Select(value => $"{value.Key} {Six(value.Value)}"))} over {metrics.Samples} samples, {samples.Images}, computed on {backend.Name}"
            ),
            new JsonObject
            {
                ["model"] = what,
                ["weights"] = weights,
                ["data"] = data,
                ["backend"] = backend.Name,
                ["samples"] = metrics.Samples,
                ["loss"] = JsonNumbers.Of(metrics.Loss),
                ["loss_name"] = null,
                ["loss_is_compiled"] = saved.Loss.IsCompiled,
                ["loss_remark"] = saved.Loss.Remark,
                ["compiled_loss"] = saved.Loss.CompiledName,
                ["acc"] = null,
                ["outputs"] = new JsonObject(
                    values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)JsonNumbers.Of(value.Value)))
                ),
                ["preprocessing"] = Described(samples.Images),
            }
        );
    }

    internal static Option<string?> Scale(string description) => new("--scale") { Description = description, HelpName = "SCALE" };

    internal static Option<string?> Resize() =>
        new("--resize")
        {
            Description =
                "Resampling filter of Pillow: nearest, box, bilinear, hamming, bicubic or lanczos. Default: that of the training, otherwise nearest.",
            HelpName = "FILTER",
        };

    internal static JsonObject Described(ImageFeed images)
    {
        JsonObject described = new() { ["scale"] = images.Scale.Name, ["scale_assumed"] = images.IsScaleAssumed };
        if (!images.AreNumbers)
        {
            described["color"] = images.Color;
        }

        described["input"] = new JsonArray([.. images.Input.Axes.Select(axis => (JsonNode?)axis)]);

        if (images.ResizeName is not null)
        {
            described["resize"] = images.ResizeName;
            described["resize_assumed"] = images.IsResizeAssumed;
            described["keep_aspect_ratio"] = images.Form.KeepsAspectRatio;
            described["decoder"] = images.Form.IsOfTensorFlow ? "tensorflow" : "pillow";
        }

        return described;
    }

    private static string Six(double number) => number.ToString("F6", CultureInfo.InvariantCulture);

    /// <summary>The command line.</summary>
    private sealed record Request(string What, string? Weights, string? Data, int? Seed, string Output, ImageOptions Images, string? Loss)
    {
        /// <summary>Whether a saved model is evaluated, and not a training of a run.</summary>
        public bool IsSaved =>
            Weights is not null || KerasFile.IsMeant(What) || (Data is not null && Seed is null && !Directory.Exists(What));
    }

    private sealed record Evaluated(string Text, JsonObject Json);
}
