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
using Repro.Training.Evaluation;
using Repro.Training.Weights;

namespace Repro.Cli.Commands.Models;

/// <summary><c>repro predict</c>: classifies an image with a pretrained model.</summary>
internal static class PredictCommand
{
    private const int ImageNetClasses = 1000;

    public static Command Create(HostSource hosts)
    {
        Argument<string> name = new("model") { Description = "Name of a network that classifies images, e.g. vgg16-top-224." };
        Argument<string> image = new("image") { Description = "JPEG file. It is resized to the input of the network." };
        Option<int> top = new("--top")
        {
            Description = "Number of classes to print, the most probable first.",
            HelpName = "N",
            DefaultValueFactory = _ => 3,
        };
        Option<string?> weights = new("--weights")
        {
            Description =
                "File with the weights of the model: .h5, .weights.h5 or .keras. Default: the published weights in the data root.",
            HelpName = "FILE",
        };
        Option<string?> scale = EvaluateCommand.Scale(
            "Scaling of pixels of 0 to 255: 1/255, none, caffe or -1..1. Default: for built-in networks that of their ImageNet weights, otherwise 1/255, or none if the network has a Rescaling or Normalization layer."
        );
        Option<string?> resize = EvaluateCommand.Resize();
        Option<string?> backend = BackendOptions.Chosen();
        Option<string?> json = JsonTarget.Option();
        Command command = new(
            "predict",
            "Classifies an image with a trained network, like preprocess_input, predict and decode_predictions of Keras. Examples: repro predict vgg16-top-224 elephant.jpg; repro predict my-net photo.jpg --weights my-net.weights.h5 --scale 1/255"
        )
        {
            name,
            image,
            top,
            weights,
            scale,
            resize,
            backend,
            json,
        };
        command.SetAction(parsed =>
            Run(
                hosts.OfAny(parsed),
                parsed.GetRequiredValue(name),
                parsed.GetRequiredValue(image),
                parsed.GetRequiredValue(top),
                parsed.GetValue(weights),
                ImageOptions.Parse(parsed.GetValue(scale), parsed.GetValue(resize), null),
                parsed.GetValue(backend),
                JsonTarget.Of(parsed, json)
            )
        );
        return command;
    }

    private static int Run(
        ReproHost host,
        string name,
        string image,
        int top,
        string? weights,
        ImageOptions options,
        string? backendName,
        JsonTarget json
    )
    {
        Settings settings = host.Settings;
        if (KerasFile.IsMeant(name))
        {
            throw new InputException(
                $"{name}: predict requires the name of a model, because a file does not record how images are preprocessed. Give the name, and the file with --weights."
            );
        }

        Model model = host.Models.Parse(name).Model;
        bool isOfImageNet = BuiltInModels.Has(name);
        ImageFeed feed =
            isOfImageNet && options.IsEmpty ? ImageFeed.OfImageNet(model) : ImageFeed.Resized(options, model, $"Network '{name}'");
        if (!File.Exists(image))
        {
            throw new InputException($"{image}: the image does not exist. Give a JPEG file.");
        }

        Action<INetwork> fill = weights is null
            ? PretrainedWeights.Load(host.Runs.Data.Weights.For(name), settings.DataRoot, host.Models).Fill
            : KerasFile.Read(weights).WriteWeights;
        ClassIndex? classes =
            isOfImageNet && model.OutputShapes[0].Axes is [ImageNetClasses] ? ClassIndex.OfDataRoot(settings.DataRoot) : null;
        IBackend backend = host.Backends.Create(settings, backendName);
        using IDisposable? disposable = backend as IDisposable;
        using ImageClassifier classifier = ImageClassifier.Build(model, feed, backend, fill);
        IReadOnlyList<ClassPrediction> predictions = ClassPrediction.Decode(classifier.Probabilities(image), classes, top);
        json.Write(() => Json(name, feed, predictions), () => Print(feed, predictions));
        return ExitCodes.Success;
    }

    private static string Json(string name, ImageFeed feed, IEnumerable<ClassPrediction> predictions) =>
        new JsonObject
        {
            ["model"] = name,
            ["preprocessing"] = EvaluateCommand.Described(feed),
            ["classes"] = new JsonArray([
                .. predictions.Select(found =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["index"] = found.Index,
                            ["id"] = found.Id,
                            ["name"] = found.Name,
                            ["probability"] = JsonNumbers.Of(found.Probability),
                        }
                ),
            ]),
        }.ToJsonString();

    private static void Print(ImageFeed feed, IEnumerable<ClassPrediction> predictions)
    {
        Console.WriteLine(feed);
        foreach (ClassPrediction found in predictions)
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
