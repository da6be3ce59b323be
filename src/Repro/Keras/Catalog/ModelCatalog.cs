using System.Collections.Concurrent;
using System.Globalization;
using Repro.Inputs;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.BuiltIn;
using Repro.Models.Layers;
using Repro.Models.Naming;
using Repro.Models.Trainability;
using Repro.Project;

namespace Repro.Keras.Catalog;

/// <summary>
/// The networks that a project can name: the built-in ones, and those of a folder, each as Keras's <c>model.to_json()</c> in
/// <c>NAME.json</c>; and by their paths, files inside the project. Each file is read when its network is first asked for.
/// </summary>
/// <remarks>
/// A network is named with variants in braces. Variants about the session: <c>keras-2.0</c>, <c>keras-2.3</c>, <c>tf.keras</c> (whose
/// Keras), <c>keras VERSION</c> or <c>tf VERSION</c> (one of its versions), <c>after MODEL</c> (names go on counting behind it; may be
/// repeated), <c>input N</c> (the session's N-th input); of those that choose a Keras, the last counts. Without one of them a network
/// out of a file keeps the names that the file gives. Variants about training, applied from left to right: <c>frozen</c>,
/// <c>opened</c>, <c>base frozen</c>, <c>block5 open</c>, <c>open from LAYER</c>.
/// </remarks>
/// <param name="folder">The folder of <c>NAME.json</c> files; null for the built-in networks alone.</param>
/// <param name="project">The folder that paths are relative to and do not lead out of; null where paths have no meaning.</param>
internal sealed class ModelCatalog(string? folder, string? project = null)
{
    private const string After = "after ";
    private const string Input = "input ";
    private const string OfKeras = "keras ";
    private const string OfTensorFlow = "tf ";
    private const string OpenFrom = "open from ";

    private readonly Lazy<IReadOnlyList<string>> _own = new(() => NamesIn(folder));
    private readonly ConcurrentDictionary<string, ModelFile> _files = new(StringComparer.Ordinal);

    /// <summary>The built-in networks alone.</summary>
    public static ModelCatalog BuiltIn { get; } = new(folder: null);

    /// <summary>The names of the networks in the folder, sorted, and those of the built-in ones.</summary>
    /// <exception cref="InputException">The folder cannot be listed, or a file has a name that no network may have, or a built-in
    /// one's.</exception>
    public IReadOnlyList<string> Names => [.. OwnNames, .. BuiltInModels.Names];

    /// <summary>The names of the networks in the folder, sorted.</summary>
    /// <inheritdoc cref="Names"/>
    public IReadOnlyList<string> OwnNames => _own.Value;

    /// <summary>The network without variants.</summary>
    /// <inheritdoc cref="Build"/>
    public Model Get(string name) => Build(name, []).Model;

    /// <summary>Refuses a name that no network has, or the path of a file that is missing; the file is not read.</summary>
    /// <exception cref="InputException">There is no such network; the message lists the names.</exception>
    public void Require(string name)
    {
        if (ModelFile.IsPath(name))
        {
            InputFile.Require(PathOf(name), "a model", InputRule.RegularNoLink);
        }
        else if (!BuiltInModels.Has(name) && !_own.Value.Contains(name, StringComparer.Ordinal))
        {
            throw InputException.UnknownName(
                $"There is no model '{name}'.{Spelling.Suggestion(name, Names)}",
                $"Known models: {string.Join(", ", Names)}."
            );
        }
    }

    /// <summary>Reads <c>NAME</c> or <c>NAME{variant, variant}</c> and builds it.</summary>
    /// <param name="text">The name may be the path of a file inside the project.</param>
    /// <param name="keras">A version that replaces the variants' Keras; null to use theirs.</param>
    /// <exception cref="InputException">The name or a variant is unknown, the braces do not match, or the network's file is not
    /// usable.</exception>
    public ModelVariant Parse(string text, KerasVersion? keras = null)
    {
        int brace = text.IndexOf('{', StringComparison.Ordinal);
        if (brace < 0)
        {
            return Build(text.Trim(), [], keras);
        }

        if (!text.EndsWith('}'))
        {
            throw new InputException($"'{text}' opens a brace and does not end with one. Write NAME{{variant, variant}}.");
        }

        string[] variants = text[(brace + 1)..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Build(text[..brace].Trim(), variants, keras);
    }

    /// <summary>Builds a network with its variants.</summary>
    /// <param name="name">May be the path of a file inside the project.</param>
    /// <param name="keras">A version that replaces the variants' Keras; null to use theirs.</param>
    /// <exception cref="InputException">The name or a variant is unknown, the variant does not fit the network, or its file is not
    /// usable.</exception>
    public ModelVariant Build(string name, IReadOnlyList<string> variants, KerasVersion? keras = null)
    {
        ModelFile? file = FileOf(name);
        KerasGeneration generation = file is null ? BuiltInModels.GenerationOf(name) : KerasGenerations.Of(file.Version);
        KerasVersion? named = file is null || file.Version == KerasGenerations.VersionOf(generation) ? null : file.Version;
        foreach (string variant in variants)
        {
            if (KerasGenerations.TryParse(variant, out KerasGeneration asked))
            {
                generation = asked;
                named = null;
            }
            else if (NamesVersion(variant))
            {
                named = KerasVersion.Parse(variant);
            }
        }

        KerasVersion? chosen = keras ?? named;
        KerasSession session = new(chosen ?? KerasGenerations.VersionOf(generation));
        foreach (string variant in variants)
        {
            Prepare(session, variant);
        }

        Model model =
            file is null ? BuiltInModels.Build(name, session)
            : keras is not null || variants.Any(IsAboutSession) ? Named(file, session)
            : file.Model;
        try
        {
            return new ModelVariant(name, variants.Aggregate(model, Train), generation, chosen);
        }
        catch (ModelException exception)
        {
            throw new InputException($"A variant does not fit the model '{name}'. {exception.Message}", exception);
        }
    }

    /// <summary>Refuses a network that can be listed but not computed, or whose file asks for a training that is not supported.</summary>
    /// <param name="what">What is to be trained, for the message.</param>
    /// <exception cref="InputException">It is one; the message names the layer and its setting.</exception>
    internal void RequireTrainable(string name, string what)
    {
        if (FileOf(name) is not { } file)
        {
            return;
        }

        Computable.Require($"{what}: {file.Path}", file.Model);
        foreach (FlatNode node in FlattenedModel.Of(file.Model).Nodes)
        {
            if (node.Layer is Normalization { Mean: null })
            {
                throw new InputException(
                    $"{what}: {file.Path}: the layer '{node.Layer.Name}' (Normalization) has no 'mean' and 'variance'. adapt() is not in the JSON: write the numbers that it computed."
                );
            }
        }

        if (file.TrainingObjection is { } objection)
        {
            throw new InputException($"{what}: {file.Path}: the model cannot be trained: {objection}");
        }
    }

    private static bool NamesVersion(string variant) =>
        variant.StartsWith(OfKeras, StringComparison.Ordinal) || variant.StartsWith(OfTensorFlow, StringComparison.Ordinal);

    private static bool IsAboutSession(string variant) =>
        KerasGenerations.TryParse(variant, out _)
        || NamesVersion(variant)
        || variant.StartsWith(After, StringComparison.Ordinal)
        || variant.StartsWith(Input, StringComparison.Ordinal);

    private static IReadOnlyList<string> NamesIn(string? folder)
    {
        if (folder is null || !Directory.Exists(folder))
        {
            return [];
        }

        string[] names = [.. InputFolder.Files(folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file))];
        InputException Refused(string name, string why) => new($"{Path.Combine(folder, name + ".json")}: {why} Rename the file.");
        foreach (string name in names)
        {
            if (!PlainName.IsValid(name) || ModelFile.IsPath(name))
            {
                throw Refused(
                    name,
                    $"'{name}' is not a valid name of a model: {PlainName.Rule}, and does not end in .json, .keras or .h5."
                );
            }

            if (BuiltInModels.Has(name))
            {
                throw Refused(name, $"'{name}' is the name of a built-in model.");
            }
        }

        return names;
    }

    /// <returns>Null for a built-in network.</returns>
    private ModelFile? FileOf(string name)
    {
        Require(name);
        return ModelFile.IsPath(name) ? _files.GetOrAdd(name, path => ModelFile.Read(PathOf(path), InputRule.RegularNoLink))
            : BuiltInModels.Has(name) ? null
            : _files.GetOrAdd(name, known => ModelFile.Read(Path.Combine(folder!, known + ".json")));
    }

    // A folder on the way that is a link could lead out of the project.
    private string PathOf(string relative)
    {
        string root =
            project
            ?? throw new InputException(
                $"'{relative}' is the path of a file, and files are named relative to a project. Choose a model: {string.Join(", ", Names)}."
            );
        if (!RelativePath.IsInside(relative))
        {
            throw new InputException(
                $"'{relative}' is not a path inside the project. Write it relative to the project's folder, with '/' between the parts and without '..'."
            );
        }

        string path = root;
        foreach (string part in relative.Split('/'))
        {
            if (path != root && FileKinds.Of(path, followLinks: false) == FileKind.Link)
            {
                throw new InputException($"{path}: it is a link, and links are not followed to a model's file.");
            }

            path = Path.Combine(path, part);
        }

        return path;
    }

    // A name that a person chose can be the one that the session gives to another layer; Keras refuses such a model too.
    private static Model Named(ModelFile file, KerasSession session)
    {
        try
        {
            return SessionNames.In(file.Model, file.Version, session);
        }
        catch (ModelException exception)
        {
            throw new InputException(
                $"{file.Path}: the layers cannot be named as in the session that the variants describe: {exception.Message} Rename that layer, or leave out the variants about the session.",
                exception
            );
        }
    }

    private void Prepare(KerasSession session, string variant)
    {
        if (variant.StartsWith(After, StringComparison.Ordinal))
        {
            string name = variant[After.Length..].Trim();
            if (FileOf(name) is { } file)
            {
                Named(file, session);
            }
            else
            {
                BuiltInModels.Build(name, session);
            }
        }
        else if (variant.StartsWith(Input, StringComparison.Ordinal))
        {
            if (!int.TryParse(variant[Input.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
            {
                throw new InputException($"The variant '{variant}' names no input. Write 'input N' with N from 1.");
            }

            session.NextInput(number);
        }
    }

    private static Model Train(Model model, string variant) =>
        variant switch
        {
            "frozen" => model.WithTrainable(false),
            "opened" => model.WithTrainable(true),
            "base frozen" => Freezing.FreezeBase(model),
            "block5 open" => Freezing.OpenFrom(model, Freezing.FirstOpenLayer),
            _ when variant.StartsWith(OpenFrom, StringComparison.Ordinal) => Freezing.OpenFrom(model, variant[OpenFrom.Length..].Trim()),
            _ when IsAboutSession(variant) => model,
            _ => throw new InputException(
                $"There is no variant '{variant}' of a model. Known: {string.Join(", ", VariantForm.All.Select(form => form.Form))}."
            ),
        };
}
