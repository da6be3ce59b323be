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
using Repro.Training.Evaluation;
using Repro.Training.Weights;

namespace Repro.Cli.Commands.Models;

/// <summary><c>repro predict</c>: what a pretrained model sees on an image.</summary>
internal static class PredictCommand
{
    private const int ImageNetClasses = 1000;

    public static Command Create(HostSource hosts)
    {
        Argument<string> name = new("model") { Description = "A model that classifies images: vgg16-top-224." };
        Argument<string> image = new("picture") { Description = "A JPEG file; it is resized to what the model takes and preprocessed as its ImageNet weights want it." };
        Option<int> top = new("--top") { Description = "How many of the likeliest classes.", DefaultValueFactory = _ => 3 };
        Option<string?> weights = new("--weights") { Description = "A saved file with the model's weights, in place of the published ones of the data root.", HelpName = "FILE.h5" };
        Option<string?> backend = BackendOptions.Chosen();
        Option<bool> json = new("--json") { Description = "Print a JSON list." };
        Command command = new("predict", "Says what a pretrained model sees on a picture: Keras's preprocess_input, predict and decode_predictions. Example: repro predict vgg16-top-224 elephant.jpg --top 3")
        {
            name, image, top, weights, backend, json,
        };
        command.SetAction(parsed => Run(
            hosts.OfAny(parsed), parsed.GetRequiredValue(name), parsed.GetRequiredValue(image), parsed.GetRequiredValue(top), parsed.GetValue(weights), parsed.GetValue(backend), parsed.GetValue(json)));
        return command;
    }

    private static int Run(ReproHost host, string name, string image, int top, string? weights, string? backendName, bool json)
    {
        Settings settings = host.Settings;
        if (KerasFile.IsMeant(name))
        {
            throw new InputException($"{name}: predict takes the name of a model, since a file does not say how its model wants images preprocessed. Name the model, and give the file with --weights.");
        }

        Model model = host.Models.Parse(name).Model;
        if (!File.Exists(image))
        {
            throw new InputException($"{image}: there is no such image. Name a JPEG file.");
        }

        Action<INetwork> fill = weights is null ? PretrainedWeights.Load(host.Runs.Data.Weights.For(name), settings.DataRoot, host.Models).Fill : KerasFile.Read(weights).WriteWeights;
        ClassIndex? classes = model.OutputShapes[0].Axes is [ImageNetClasses] ? ClassIndex.OfDataRoot(settings.DataRoot) : null;
        IBackend backend = host.Engines.Create(settings, backendName);
        using IDisposable? disposable = backend as IDisposable;
        using ImageClassifier classifier = ImageClassifier.Build(model, backend, fill);
        IReadOnlyList<ClassPrediction> predictions = ClassPrediction.Decode(classifier.Probabilities(image), classes, top);
        if (json)
        {
            StandardStreams.Output.WriteLine(new JsonArray([.. predictions.Select(found => (JsonNode)new JsonObject
            {
                ["index"] = found.Index,
                ["id"] = found.Id,
                ["name"] = found.Name,
                ["probability"] = JsonNumbers.Of(found.Probability),
            })]).ToJsonString());
            return ExitCodes.Fine;
        }

        foreach (ClassPrediction found in predictions)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Probability,10:F7}  {found.Index,4}  {found.Id ?? "-",-10} {found.Name ?? "-"}"));
        }

        return ExitCodes.Fine;
    }
}
