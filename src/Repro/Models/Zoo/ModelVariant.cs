using System.Globalization;

namespace Repro.Models;

/// <summary>
/// A zoo model as an address names it: <c>vgg16-plus-dense256{base frozen, tf.keras, after dense-head-512}</c>.
/// </summary>
/// <remarks>
/// Variants about the session: <c>book</c>, <c>keras-2.3</c>, <c>tf.keras</c> (whose Keras), <c>keras VERSION</c> or
/// <c>tf VERSION</c> (one of its versions), <c>after MODEL</c> (names go on counting behind it; may be repeated), <c>input N</c>
/// (the session's N-th input); of those that choose a Keras, the last counts. Variants about training, applied from left to right: <c>frozen</c>, <c>opened</c>, <c>base frozen</c>, <c>block5 open</c>, <c>open from LAYER</c>.
/// </remarks>
/// <param name="Name">The zoo's name.</param>
/// <param name="Generation">Whose habits it was built with and is printed in.</param>
/// <param name="Version">The version that a variant names, whose names and tables the model has instead; else null.</param>
public sealed record ModelVariant(string Name, Model Model, KerasGeneration Generation, KerasVersion? Version)
{
    private const string After = "after ";
    private const string Input = "input ";
    private const string OfKeras = "keras ";
    private const string OfTensorFlow = "tf ";
    private const string OpenFrom = "open from ";

    /// <summary>The Keras that the model behaves like.</summary>
    public KerasVersion Keras => Version ?? KerasGenerations.VersionOf(Generation);

    /// <summary>Reads <c>NAME</c> or <c>NAME{variant, variant}</c> and builds it.</summary>
    /// <param name="keras">A version that replaces the variants' Keras; null to use theirs.</param>
    /// <exception cref="InputException">The name or a variant is unknown, or the braces do not match.</exception>
    public static ModelVariant Parse(string text, KerasVersion? keras = null)
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

    /// <summary>Builds a zoo model with its variants.</summary>
    /// <param name="keras">A version that replaces the variants' Keras; null to use theirs.</param>
    /// <exception cref="InputException">The name or a variant is unknown, or the variant does not fit the model.</exception>
    public static ModelVariant Build(string name, IReadOnlyList<string> variants, KerasVersion? keras = null)
    {
        KerasGeneration generation = Zoo.GenerationOf(name);
        KerasVersion? named = null;
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
        KerasSession session = chosen is { } version ? new KerasSession(version) : new KerasSession(generation);
        foreach (string variant in variants)
        {
            Prepare(session, variant);
        }

        Model model = Zoo.Build(name, session);
        try
        {
            return new ModelVariant(name, variants.Aggregate(model, Train), generation, chosen);
        }
        catch (ModelException exception)
        {
            throw new InputException($"A variant does not fit the model '{name}'. {exception.Message}", exception);
        }
    }

    private static bool NamesVersion(string variant) =>
        variant.StartsWith(OfKeras, StringComparison.Ordinal) || variant.StartsWith(OfTensorFlow, StringComparison.Ordinal);

    private static void Prepare(KerasSession session, string variant)
    {
        if (variant.StartsWith(After, StringComparison.Ordinal))
        {
            Zoo.Build(variant[After.Length..].Trim(), session);
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

    private static Model Train(Model model, string variant) => variant switch
    {
        "frozen" => model.WithTrainable(false),
        "opened" => model.WithTrainable(true),
        "base frozen" => Freezing.FreezeBase(model),
        "block5 open" => Freezing.OpenFrom(model, Freezing.FirstOpenLayer),
        _ when variant.StartsWith(OpenFrom, StringComparison.Ordinal) => Freezing.OpenFrom(model, variant[OpenFrom.Length..].Trim()),
        _ when variant.StartsWith(After, StringComparison.Ordinal) || variant.StartsWith(Input, StringComparison.Ordinal) => model,
        _ when KerasGenerations.TryParse(variant, out _) || NamesVersion(variant) => model,
        _ => throw new InputException(
            $"There is no variant '{variant}' of a model. Known: frozen, opened, base frozen, block5 open, open from LAYER, after MODEL, input N, keras VERSION, tf VERSION, {string.Join(", ", KerasGenerations.Names)}."),
    };
}
