using System.CommandLine;
using Repro.Cli.Commands.Claims;
using Repro.Cli.Hosting;
using Repro.Hosting;
using Repro.Inputs;
using Repro.Keras.Catalog;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Models.Naming;
using Repro.Models.Summaries;
using Repro.Models.Summaries.Rules;
using Repro.Models.Trainability;
using Repro.Training.State;

namespace Repro.Cli.Commands.Models;

/// <summary><c>repro summary</c>: a network, by name or out of a file, as Keras prints it.</summary>
internal static class SummaryCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string?> model = new("MODEL")
        {
            Description = "A model's name, with variants in braces: 'vgg16-plus-dense256{base frozen}'; or a file of Keras: FILE.json of model.to_json(), FILE.keras or FILE.h5. Without it, all names are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        ProjectNames.SuggestModels(model, hosts);
        Option<string?> keras = new("--keras")
        {
            Description = "Keras version that prints the table, e.g. 2.0.8, 2.15, 3.5 or 'tf 2.3'. Default for a file: the version that wrote it.",
            HelpName = "VERSION",
        };
        Option<string?> dialect = new("--dialect")
        {
            Description = $"Generation of Keras that names layers and prints the table: {string.Join(", ", KerasGenerations.Names)}. 'book' is Keras 2.0 with long names printed whole.",
            HelpName = "D",
        };
        Option<string?> document = new("--document") { Description = "Print it as this document does, with its session's numbers in names.", HelpName = "ID" };
        Option<bool> expand = new("--expand-nested") { Description = "List the layers of nested models too. Requires Keras 2.7 or later." };
        Option<bool> trainable = new("--show-trainable") { Description = "Add the column Trainable. Requires Keras 2.8 or later." };
        Option<int?> length = new("--line-length") { Description = "Width of the table in characters. Default: the version's own width.", HelpName = "N" };
        Option<int> columns = new("--columns")
        {
            Description = "Width of the terminal in characters, which limits tables of Keras 3.",
            HelpName = "N",
            DefaultValueFactory = _ => new SummaryOptions().Columns,
        };
        Command command = new(
            "summary",
            "Prints a model's layers, output shapes and parameters as the first document of the project that prints them does, "
            + "else as its own version of Keras does. Where a version prints a number that is not the model's, a note on standard error gives the right one. "
            + "Examples: repro summary vgg16-base-150; repro summary 'vgg16-base-150{frozen}' --dialect tf.keras; repro summary mnist-full --keras 3.5; repro summary network.h5; repro summary network.json")
        {
            model, keras, dialect, document, expand, trainable, length, columns,
        };
        command.SetAction(parsed => Run(hosts.OfAny(parsed), parsed.GetValue(model), new Choice(parsed.GetValue(keras), parsed.GetValue(dialect), parsed.GetValue(document)), new SummaryOptions
        {
            ExpandNested = parsed.GetValue(expand),
            ShowTrainable = parsed.GetValue(trainable),
            LineLength = parsed.GetValue(length),
            Columns = parsed.GetValue(columns),
        }));
        return command;
    }

    private static int Run(ReproHost host, string? model, Choice choice, SummaryOptions options)
    {
        PrintedTable table = model is null ? new PrintedTable(string.Join('\n', host.Models.Names), []) : Print(host, model, choice, options);

        // The tables are compared to the character: no carriage returns on any system.
        Console.Out.Write(table.Text + '\n');
        foreach (string remark in table.Remarks)
        {
            Console.Error.WriteLine($"Note: {remark}");
        }

        return ExitCodes.Fine;
    }

    private static PrintedTable Print(ReproHost host, string model, Choice choice, SummaryOptions options)
    {
        choice.Check();
        if (KerasFile.IsMeant(model) || ModelFile.IsPath(model))
        {
            return choice.Document is not null ? throw new InputException("--document takes the name of a model, not a file.")
                : ModelFile.IsJson(model) ? StoredSummary.Print(ModelFile.Read(model, InputRule.RegularOrPipe), choice.Version, choice.Generation, options)
                : choice.Generation is { } generation ? StoredSummary.Print(KerasFile.Read(model), generation, options)
                : StoredSummary.Print(KerasFile.Read(model), choice.Version, options);
        }

        if (Directory.Exists(model))
        {
            throw new InputException(OfFolder(model));
        }

        return choice.Version is { } version ? KerasSummary.Print(host.Models.Parse(model, version), options) : PrintAsDocument(host, model, choice, options);
    }

    private static PrintedTable PrintAsDocument(ReproHost host, string model, Choice choice, SummaryOptions options)
    {
        ModelVariant variant = host.Models.Parse(choice.Dialect is null ? model : With(model, choice.Dialect));
        bool plain = choice.Dialect is null && !model.Contains('{', StringComparison.Ordinal);
        if (choice.Document is not null && !plain)
        {
            throw new InputException("--document takes a model's bare name: the document says how it was built.");
        }

        string? printed = plain ? Printed(host, variant.Name, choice.Document) : null;
        return KerasSummary.Print(printed is null ? variant : host.Models.Parse(printed), options);
    }

    // A training's folder names its model in the record.
    private static string OfFolder(string folder)
    {
        string given = File.Exists(RunFolder.RecordOf(folder)) && RunRecord.Read(RunFolder.RecordOf(folder)) is { } record && record.Configuration["model"] is { } name
            ? $"Its training is of the model '{name}': repro summary {name}"
            : "Give a file that Keras saved, or the name of a model.";
        return $"'{folder}' is a folder. {given}";
    }

    // A later variant of the dialect wins over one in the braces.
    private static string With(string model, string dialect) =>
        model.EndsWith('}') ? $"{model[..^1]}, {dialect}}}" : $"{model}{{{dialect}}}";

    // How the model came about where a document prints its table, or in the first document that does; null where none does.
    internal static string? Printed(ReproHost host, string name, string? document)
    {
        (string Document, string Model)[] places =
        [
            .. from declared in host.Project.File.Documents
               from summary in declared.Summaries
               where summary.Model.Split('{')[0] == name
               select (declared.Id, summary.Model),
        ];
        string? id = document is null ? null : ClaimFilter.IdOf(document, [.. host.Project.File.Documents.Select(declared => declared.Id)]);
        (string Document, string Model)[] printed = [.. places.Where(place => id is null || place.Document == id)];
        string others = places.Length == 0 ? "No document does; leave --document out." : $"These do: {string.Join(", ", places.Select(place => place.Document).Distinct())}.";
        return printed is [var first, ..] ? first.Model
            : id is null ? null
            : throw new InputException($"Document {id} prints no summary of '{name}'. {others}");
    }

    /// <summary>Which Keras prints: at most one of a version, a dialect and a document.</summary>
    private sealed record Choice(string? Keras, string? Dialect, string? Document)
    {
        public KerasVersion? Version => Keras is null ? null : KerasVersion.Parse(Keras);

        public KerasGeneration? Generation => Dialect is null ? null
            : KerasGenerations.TryParse(Dialect, out KerasGeneration generation) ? generation
            : throw new InputException($"There is no dialect '{Dialect}'. Known: {string.Join(", ", KerasGenerations.Names)}.");

        /// <exception cref="InputException">Two are given, or one is unknown.</exception>
        public void Check()
        {
            if (Dialect is not null && Document is not null)
            {
                throw new InputException("--dialect and --document cannot go together: a document has its own dialect.");
            }

            if (Keras is not null && (Dialect is not null || Document is not null))
            {
                throw new InputException($"--keras and {(Dialect is null ? "--document" : "--dialect")} cannot be combined: both choose a version of Keras.");
            }

            _ = Generation;
            _ = Version;
        }
    }
}
