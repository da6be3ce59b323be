using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Training;
using Repro.Training.KerasFiles;
using Repro.Training.Metrics;
using Repro.Training.Runs;

namespace Repro.Cli.Commands;

/// <summary><c>repro evaluate</c>: a trained seed on its run's test set, or a saved Keras model on any part of a data set.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        Argument<string> what = new("run") { Description = "A run, with --seed; the folder of a finished training; or, with --data, a saved FILE.h5 or a model of the zoo." };
        Option<int?> seed = new("--seed") { Description = "Which trained seed of the run." };
        Option<string?> weights = new("--weights") { Description = "A saved file with the weights of the model.", HelpName = "FILE.h5" };
        Option<string?> data = new("--data") { Description = "A part of a data set, like cats_and_dogs_small/validation; pictures are resized to what the model takes, and values scaled to 0 to 1.", HelpName = "SET/SPLIT" };
        Option<string?> backend = EngineList.BackendOption();
        Option<string> output = TrainCommand.OutputOption();
        Option<bool> json = new("--json") { Description = "Print one JSON object." };
        Command command = new("evaluate", "Evaluates a trained seed on its run's test set, or a saved Keras model on any data. A folder's weights can be evaluated on either engine. Examples: repro evaluate mnist-convnet --seed 1; repro evaluate runs/mnist-convnet/Cpu/seed-1 --backend tensorflow; repro evaluate cats_and_dogs_small_1.h5 --data cats_and_dogs_small/validation")
        {
            what, seed, weights, data, backend, output, json,
        };
        command.SetAction(parsed => KerasFile.IsMeant(parsed.GetRequiredValue(what)) || parsed.GetValue(data) is not null || parsed.GetValue(weights) is not null
            ? RunSaved(parsed.GetRequiredValue(what), parsed.GetValue(weights), parsed.GetValue(data), parsed.GetValue(seed), parsed.GetValue(backend), parsed.GetValue(json))
            : Run(parsed.GetRequiredValue(what), parsed.GetValue(seed), parsed.GetValue(backend), parsed.GetRequiredValue(output), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string what, int? seed, string? backendName, string output, bool json)
    {
        Settings settings = Settings.Load();
        IBackend backend = EngineList.All.Create(settings, backendName);
        using IDisposable? disposable = backend as IDisposable;
        RunCatalog catalog = RunCatalog.OfRepository();
        bool isFolder = seed is null && File.Exists(RunFolder.RecordOf(what));
        if (!isFolder && Directory.Exists(what) && !catalog.Names.Contains(what))
        {
            throw new InputException($"The folder '{what}' holds no finished training: it has no record.json. A stopped training goes on with the command that began it.");
        }

        RunConfiguration run = catalog.Load(isFolder ? RunRecord.Read(RunFolder.RecordOf(what)).Run : what);
        string folder = isFolder
            ? what
            : RunFolder.PathOf(output, run.Name, backend.Name, seed ?? throw new InputException($"Which seed of '{what}'? Say --seed N, or name the folder of a finished training."));
        if (!File.Exists(RunFolder.RecordOf(folder)))
        {
            string trials = RunFolder.TrialsBeside(output, run.Name, backend.Name, seed);
            throw new InputException($"There is no finished training in '{folder}'.{(trials.Length > 0 ? $"{trials} A folder's name evaluates it: repro evaluate FOLDER." : "")} Train it first: repro train {run.Name} --seeds {seed?.ToString(CultureInfo.InvariantCulture) ?? "1"}");
        }

        RunningMetrics metrics = TrainedRun.EvaluateTest(folder, run, RunInputs.Model(run), backend, new RunData(backend, settings, Console.Error.WriteLine).Of(run));
        Console.WriteLine(json
            ? new JsonObject { ["run"] = run.Name, ["engine"] = backend.Name, ["samples"] = metrics.Samples, ["test_loss"] = metrics.Loss, ["test_acc"] = metrics.Accuracy }.ToJsonString()
            : string.Create(CultureInfo.InvariantCulture, $"{run.Name}, {folder}: test_loss {metrics.Loss:F6}, test_acc {metrics.Accuracy:F4} over {metrics.Samples} samples, computed on {backend.Name}"));
        return ExitCodes.Fine;
    }

    private static int RunSaved(string what, string? weights, string? data, int? seed, string? backendName, bool json)
    {
        if (data is null || seed is not null)
        {
            throw new InputException(data is null
                ? $"On what data? Give '{what}' a part of a data set with --data SET/SPLIT, like cats_and_dogs_small/validation."
                : "--seed is for runs; a saved model has none.");
        }

        Settings settings = Settings.Load();
        SavedModel saved = SavedModel.Open(what, weights);
        IBackend backend = EngineList.All.Create(settings, backendName);
        using IDisposable? disposable = backend as IDisposable;
        using SplitSamples samples = SplitSamples.Open(settings.DataRoot, data, saved.Model, $"{what}: the model");
        RunningMetrics metrics = saved.Evaluate(backend, samples);
        Console.WriteLine(json
            ? new JsonObject
            {
                ["model"] = what,
                ["weights"] = weights ?? what,
                ["data"] = data,
                ["engine"] = backend.Name,
                ["samples"] = metrics.Samples,
                ["loss"] = metrics.Loss,
                ["acc"] = metrics.Accuracy,
            }.ToJsonString()
            : string.Create(CultureInfo.InvariantCulture, $"{what} on {data}: loss {metrics.Loss:F6}, acc {metrics.Accuracy:F4} over {metrics.Samples} samples, computed on {backend.Name}"));
        return ExitCodes.Fine;
    }
}
