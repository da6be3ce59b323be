using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Configuration;
using Repro.Data.Catalog;
using Repro.Hosting;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.BuiltIn;
using Repro.Runs;
using Repro.Training.Evaluation;
using Repro.Training.Feeding;
using Repro.Training.State;
using Repro.Training.Weights;

namespace Repro.Cli.Commands.Models;

/// <summary><c>repro predict</c>: classifies an image with a pretrained model.</summary>
internal static class PredictCommand
{
    private const int ImageNetClasses = 1000;

    public static Command Create(HostSource hosts)
    {
        Argument<string> name = new("model")
        {
            Description =
                "Name of a model that classifies images, e.g. vgg16-top-224; or the folder of a finished training, or a run with --seed.",
        };
        ProjectNames.SuggestRunsAndModels(name, "MODEL", hosts);
        Argument<string> image = new("image") { Description = "JPEG file. It is resized to the input of the model." };
        Option<int?> top = new("--top")
        {
            Description = "Number of classes to print for each output, the most probable first. Default: 3, or all if there are fewer.",
            HelpName = "N",
        };
        Option<string?> weights = new("--weights")
        {
            Description =
                "File with the weights of the model: .h5, .weights.h5 or .keras. Default: the published weights in the data root. A training has its own weights.",
            HelpName = "FILE",
        };
        Option<int?> seed = TrainingOptions.Seed();
        Option<string> runs = TrainingOptions.Runs();
        Option<string?> scale = EvaluateCommand.Scale(
            "Scaling of pixel values (0 to 255): 1/255, none, caffe or -1..1. Default for a training or a built-in model: the scaling that it was trained with. Default for other models: none if the model has a Rescaling or Normalization layer, otherwise 1/255."
        );
        Option<string?> resize = EvaluateCommand.Resize();
        Option<string?> backend = BackendOptions.Chosen();
        Option<string?> json = JsonTarget.Option();
        Command command = new(
            "predict",
            "Classifies an image with a pretrained or trained model, like preprocess_input, predict and decode_predictions of Keras. Prints the most probable classes. If the output layer has one unit with a sigmoid, prints the probability of class 1. If it has no sigmoid or softmax, prints the output values. A model with several outputs has one list for each, named by the layer of the output. Examples: repro predict vgg16-top-224 elephant.jpg; repro predict my-net photo.jpg --weights my-net.weights.h5 --scale 1/255; repro predict my-run photo.jpg --seed 1"
        )
        {
            name,
            image,
            top,
            weights,
            seed,
            scale,
            resize,
            backend,
            runs,
            json,
        };
        command.SetAction(parsed =>
            Run(
                hosts.OfAny(parsed),
                new Request(
                    parsed.GetRequiredValue(name),
                    parsed.GetRequiredValue(image),
                    parsed.GetValue(top),
                    parsed.GetValue(weights),
                    parsed.GetValue(seed),
                    parsed.GetRequiredValue(runs),
                    ImageOptions.Parse(parsed.GetValue(scale), parsed.GetValue(resize), null)
                ),
                parsed.GetValue(backend),
                JsonTarget.Of(parsed, json)
            )
        );
        return command;
    }

    private static int Run(ReproHost host, Request request, string? backendName, JsonTarget json)
    {
        Settings settings = host.Settings;
        if (KerasFile.IsMeant(request.Name))
        {
            throw new InputException(
                $"{request.Name}: predict requires the name of a model. Give the name, and the file with --weights; or the folder of the training that saved it."
            );
        }

        if (!File.Exists(request.Image))
        {
            throw new InputException($"{request.Image}: the image does not exist. Give a JPEG file.");
        }

        IBackend backend = host.Backends.Create(settings, backendName);
        using IDisposable? disposable = backend as IDisposable;
        bool isTraining =
            request.Seed is not null
            || (Directory.Exists(request.Name) && !host.Models.Names.Contains(request.Name, StringComparer.Ordinal));
        (ImageFeed feed, ImageClassifier built, ClassIndex? index, IReadOnlyList<string> names, string[] logits) = isTraining
            ? OfTraining(host, request, backend)
            : OfNetwork(host, request, backend);
        using ImageClassifier classifier = built;
        IReadOnlyList<OutputPrediction> predictions = OutputPrediction.Of(
            classifier.Model,
            classifier.Outputs(request.Image),
            logits,
            index,
            request.Top,
            names
        );
        json.Write(() => Json(request.Name, feed, predictions), () => Print(feed, predictions));
        return ExitCodes.Success;
    }

    private static (ImageFeed Feed, ImageClassifier Classifier, ClassIndex? Index, IReadOnlyList<string> Names, string[] Logits) OfNetwork(
        ReproHost host,
        Request request,
        IBackend backend
    )
    {
        string name = request.Name;
        Model model = host.Models.Parse(name).Model;
        bool isOfImageNet = BuiltInModels.Has(name.Split('{')[0]);
        ImageOptions options = isOfImageNet ? request.Images.Or(ImageFeed.OfImageNet(model).ToOptions()) : request.Images;
        ImageFeed feed = ImageFeed.Resized(options, model, $"Model '{name}'");
        if (request.Weights is null && !isOfImageNet && host.Runs.Data.Weights.Find(name) is null)
        {
            throw new InputException(
                $"Model '{name}' has no weights. Give them with --weights FILE, or name the folder of a finished training, or a run with --seed."
            );
        }

        Action<INetwork> fill = request.Weights is null
            ? PretrainedWeights.Load(host.Runs.Data.Weights.For(name), host.Settings.DataRoot, host.Models).Fill
            : KerasFile.Read(request.Weights).WriteWeights;
        ClassIndex? index =
            isOfImageNet && model.OutputShapes is [{ Axes: [ImageNetClasses] }] ? ClassIndex.OfDataRoot(host.Settings.DataRoot) : null;
        return (feed, ImageClassifier.Build(model, feed, backend, fill), index, [], []);
    }

    // As the training reads its images.
    private static (ImageFeed Feed, ImageClassifier Classifier, ClassIndex? Index, IReadOnlyList<string> Names, string[] Logits) OfTraining(
        ReproHost host,
        Request request,
        IBackend backend
    )
    {
        if (request.Weights is not null)
        {
            throw new InputException("--weights: a training has its own weights. Leave it out.");
        }

        (RunConfiguration run, string folder) = FinishedTraining.Find(host, request.Name, request.Seed, request.Runs, backend, "predict");
        if (run.Extraction is not null)
        {
            throw new InputException(
                $"Run '{run.Name}' trains on features that its base '{run.Base}' extracts, so its model does not take images."
            );
        }

        Model model = RunInputs.Model(run);
        ImageFeed feed = ImageFeed.Resized(request.Images.Or(ImageFeed.Of(run).ToOptions()), model, $"Run '{run.Name}'");
        INetwork network = TrainedRun.Restore(folder, RunRecord.Read(RunFolder.RecordOf(folder)), run, model, backend);
        return (feed, ImageClassifier.Of(network, feed), null, model.Outputs.Count == 1 ? Classes(host, run) : [], Logits(run, model));
    }

    private static string[] Logits(RunConfiguration run, Model model) =>
        run.Outputs.Count > 0
            ? [.. OutputLoss.InOrder(model, run.Outputs).Where(output => output.Loss.FromLogits).Select(output => output.Output!)]
        : run.Loss.FromLogits ? [.. OutputLoss.NamesOf(model)]
        : [];

    // Names of folders are known where the data is.
    private static IReadOnlyList<string> Classes(ReproHost host, RunConfiguration run)
    {
        try
        {
            return run.Set.IsImageFolder ? ImageData.Files(run, run.Train, host.Settings.DataRoot).Classes : run.Set.Classes;
        }
        catch (InputException)
        {
            return run.Set.Classes;
        }
    }

    private static string Json(string name, ImageFeed feed, IReadOnlyList<OutputPrediction> predictions)
    {
        JsonObject json = new() { ["model"] = name, ["preprocessing"] = EvaluateCommand.Described(feed) };
        if (predictions is [var only])
        {
            Add(json, only);
            return json.ToJsonString();
        }

        JsonObject outputs = [];
        foreach (OutputPrediction prediction in predictions)
        {
            JsonObject output = [];
            Add(output, prediction);
            outputs[prediction.Output] = output;
        }

        json["outputs"] = outputs;
        return json.ToJsonString();
    }

    private static void Add(JsonObject json, OutputPrediction prediction)
    {
        json["classes"] = new JsonArray([
            .. prediction.Classes.Select(found =>
                (JsonNode)
                    new JsonObject
                    {
                        ["index"] = found.Index,
                        ["id"] = found.Id,
                        ["name"] = found.Name,
                        ["probability"] = JsonNumbers.Of(found.Probability),
                    }
            ),
        ]);
        json["values"] = new JsonArray([.. prediction.Values.Select(value => JsonNumbers.Of(value))]);
    }

    private static void Print(ImageFeed feed, IReadOnlyList<OutputPrediction> predictions)
    {
        Console.WriteLine(feed);
        foreach (OutputPrediction prediction in predictions)
        {
            if (predictions.Count > 1)
            {
                Console.WriteLine($"{PrintedText.Message(prediction.Output)}:");
            }

            foreach ((int unit, float value) in prediction.Values.Index())
            {
                string what = prediction.Values.Count == 1 ? "a number" : string.Create(CultureInfo.InvariantCulture, $"unit {unit}");
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value, 10:F7}  ({what}; not known to be a probability)"));
            }

            foreach (ClassPrediction found in prediction.Classes)
            {
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{found.Probability, 10:F7}  {found.Index, 4}  {found.Id ?? "-", -10} {found.Name ?? "-"}"
                    )
                );
            }
        }
    }

    /// <summary>The command line.</summary>
    private sealed record Request(string Name, string Image, int? Top, string? Weights, int? Seed, string Runs, ImageOptions Images);
}
