using System.CommandLine;
using System.Text;
using Repro.Models;
using Repro.Training.KerasFiles;

namespace Repro.Cli.Commands;

/// <summary><c>repro summary</c>: a model of the zoo, or of a saved file, as Keras prints it.</summary>
internal static class SummaryCommand
{
    public static Command Create()
    {
        Argument<string?> model = new("MODEL")
        {
            Description = "A model of the zoo, with variants in braces: 'vgg16-plus-dense256{base frozen}'; or a file that Keras saved, NAME.h5. Without it, all names are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> dialect = new("--dialect")
        {
            Description = $"Whose Keras builds and prints it: {string.Join(", ", KerasGenerations.Names)}.",
            HelpName = "D",
        };
        Option<int?> document = new("--document") { Description = "Print it as this document does, with its session's numbers in names.", HelpName = "N" };
        Command command = new(
            "summary",
            "Prints a model's layers, output shapes and parameters as the first document that shows it does (vgg16-base-150: document 0), "
            + "else as the book's Keras would. Examples: repro summary vgg16-base-150; repro summary 'vgg16-base-150{frozen}' --dialect tf.keras; repro summary cats_and_dogs_small_1.h5")
        {
            model, dialect, document,
        };
        command.SetAction(parsed => Run(parsed.GetValue(model), parsed.GetValue(dialect), parsed.GetValue(document)));
        return command;
    }

    private static int Run(string? model, string? dialect, int? document)
    {
        // The tables are compared to the character: no carriage returns on any system.
        StringBuilder text = new();
        text.Append(model is null ? string.Join('\n', Zoo.Names) : Summary(model, dialect, document)).Append('\n');
        Console.Out.Write(text);
        return ExitCodes.Fine;
    }

    private static string Summary(string model, string? dialect, int? document)
    {
        if (dialect is not null && document is not null)
        {
            throw new InputException("--dialect and --document cannot go together: a document has its own dialect.");
        }

        KerasGeneration generation = default;
        if (dialect is not null && !KerasGenerations.TryParse(dialect, out generation))
        {
            throw new InputException($"There is no dialect '{dialect}'. Known: {string.Join(", ", KerasGenerations.Names)}.");
        }

        if (KerasFile.IsMeant(model))
        {
            return document is null
                ? StoredSummary.Print(KerasFile.Read(model), dialect is null ? null : generation)
                : throw new InputException("--document takes a model of the zoo, not a file.");
        }

        ModelVariant variant = ModelVariant.Parse(dialect is null ? model : With(model, dialect));
        bool plain = dialect is null && !model.Contains('{', StringComparison.Ordinal);
        if (document is not null && !plain)
        {
            throw new InputException("--document takes a model's bare name: the document says how it was built.");
        }

        PrintedSummary? printed = plain ? PrintedSummary.Find(variant.Name, document) : null;
        if (document is not null && printed is null)
        {
            throw new InputException($"Document {document} prints no summary of '{variant.Name}'. {Places(variant.Name)}");
        }

        return printed?.Print() ?? KerasSummary.Print(variant.Model, variant.Generation);
    }

    // A later variant of the dialect wins over one in the braces.
    private static string With(string model, string dialect) =>
        model.EndsWith('}') ? $"{model[..^1]}, {dialect}}}" : $"{model}{{{dialect}}}";

    private static string Places(string name)
    {
        int[] documents = [.. PrintedSummary.All.Where(printed => printed.Model.Split('{')[0] == name).Select(printed => printed.Document).Distinct()];
        return documents.Length == 0 ? "No document does; leave --document out." : $"These do: {string.Join(", ", documents)}.";
    }
}
