using System.Text.Json.Serialization;
using Repro.Backends;
using Repro.Data;
using Repro.Keras.Catalog;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Project;

namespace Repro.Training.Weights;

/// <summary>Where a training's pretrained weights came from, for its record.</summary>
/// <param name="Model">The name of the model that they belong to.</param>
/// <param name="File">The file's path below the data root.</param>
/// <param name="Sha256">Of the file; another container of the same values has another one.</param>
/// <param name="Synthetic">They were made for a trial and not pretrained: what comes of them is no evidence.</param>
internal sealed record PretrainedOrigin(string Model, string File, string Sha256, bool Synthetic)
{
    /// <summary>Of the values alone, see <see cref="WeightsDigest"/>; records from before it existed have none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ValuesSha256 { get; init; }
}

/// <summary>A model's published weights, read from the data root and checked.</summary>
internal sealed class PretrainedWeights
{
    private readonly string _prefix;
    private readonly IReadOnlyDictionary<string, float[]> _values;

    private PretrainedWeights(PretrainedOrigin origin, string identity, string modelName, IReadOnlyDictionary<string, float[]> values)
    {
        Origin = origin;
        Identity = identity;
        _prefix = modelName + "/";
        _values = values;
    }

    public PretrainedOrigin Origin { get; }

    /// <summary>What digests of a run's inputs name the weights by: the same for every container of the same values.</summary>
    public string Identity { get; }

    /// <summary>The file of a model's weights; nothing is read yet.</summary>
    /// <exception cref="InputException">It is not there; the message names it and says how to get it.</exception>
    public static string Require(WeightsDeclaration file, string? dataRoot)
    {
        DataRoot.Require(dataRoot);
        return file.File.Find(dataRoot)
            ?? throw new InputException(
                $"The pretrained weights of '{file.Model}' are missing: {file.File.Path} is not in the data root{(dataRoot is null ? ", and no data root is set (REPRO_DATA)" : $" '{dataRoot}'")}. {file.Remedy}"
            );
    }

    /// <summary>Reads a model's weights. A file is the published one if its container or its values are.</summary>
    /// <param name="file">Declares the weights and the model that takes them.</param>
    /// <param name="models">The networks, of which that model is one.</param>
    /// <exception cref="InputException">The file is missing, damaged or another one than was published, or its weights do not fit the
    /// model or are not finite.</exception>
    /// <exception cref="Native.MissingNativeException">libhdf5 is not installed.</exception>
    public static PretrainedWeights Load(WeightsDeclaration file, string? dataRoot, ModelCatalog models)
    {
        string model = file.Model;
        string path = Require(file, dataRoot);
        KerasFile content = KerasFile.Read(path);
        Model network = models.Get(model);
        IReadOnlyDictionary<string, float[]> values = content.Weights(network);
        string valuesSha256 = WeightsDigest.Of(network, values);

        // Made weights may stand in for published ones in a trial, as long as the file itself is marked as made.
        if (
            !content.IsSynthetic
            && valuesSha256 != file.ValuesSha256
            && !(Checksum.For(file.File) is { } checksum && checksum.Of(path) == checksum.Value)
        )
        {
            string container = Checksum.For(file.File) is { } wanted ? $"{wanted.Kind} {wanted.Of(path)}, expected {wanted.Value}" : "";
            string expected = file.ValuesSha256 is null
                ? ""
                : $"{(container.Length > 0 ? " and " : "")}SHA-256 of the values {valuesSha256}, expected {file.ValuesSha256}";
            throw new InputException($"{path}: not the published weights of '{model}': {container}{expected}. Delete it. {file.Remedy}");
        }

        PretrainedOrigin origin = new(model, file.File.Path, Checksum.Sha256Of(path), content.IsSynthetic) { ValuesSha256 = valuesSha256 };
        string identity = valuesSha256 == file.ValuesSha256 && file.RecordedSha256 is { } recorded ? recorded : valuesSha256;
        return new PretrainedWeights(origin, identity, network.Name, values);
    }

    /// <summary>Fills a network that is the model itself or a part of it.</summary>
    /// <exception cref="InputException">It has a weight that the file has not.</exception>
    public void Fill(INetwork network)
    {
        if (Write(network) != network.Weights.Count)
        {
            throw Misfit(network.Model, "it has other weights too");
        }
    }

    /// <summary>Writes all weights into a network that holds the model as a layer, or is the model.</summary>
    /// <exception cref="InputException">It lacks one of them.</exception>
    public void WriteBase(INetwork network)
    {
        if (Write(network) != _values.Count)
        {
            throw Misfit(network.Model, "it does not hold the whole base");
        }
    }

    private int Write(INetwork network)
    {
        int written = 0;
        foreach (FlatWeight weight in network.Weights)
        {
            string path = weight.Path.StartsWith(_prefix, StringComparison.Ordinal) ? weight.Path[_prefix.Length..] : weight.Path;
            if (_values.TryGetValue(path, out float[]? values))
            {
                network.WriteWeight(weight.Path, values);
                written++;
            }
        }

        return written;
    }

    private InputException Misfit(Model model, string why) =>
        new(
            $"{Origin.File}: the weights of '{Origin.Model}' do not fit the model '{model.Name}': {why}. Make 'base' of the run's file fit its model."
        );
}
