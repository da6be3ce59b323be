using System.CommandLine;
using Repro.Cli.Commands.Claims;
using Repro.Cli.Hosting;
using Repro.Hosting;
using Repro.Inputs;
using Repro.Keras.Catalog;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.Naming;
using Repro.Models.Summaries;
using Repro.Models.Summaries.Rules;
using Repro.Models.Trainability;
using Repro.Training.State;

namespace Repro.Cli.Commands.Models;

/// <summary><c>repro summary</c>: prints a network as Keras does.</summary>
internal static class SummaryCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string?> model = new("MODEL")
        {
            Description =
                "Name of a model, with variants in braces ('vgg16-plus-dense256{base frozen}'), FILE.json from model.to_json(), FILE.keras or FILE.h5. Default: list all names.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        ProjectNames.SuggestModels(model, hosts);
        Option<string?> keras = new("--keras-version")
        {
            Description =
                $"Keras version whose layer names and table format are used, e.g. 2.0.8, 2.15, 3.5 or 'tf 2.3' (TensorFlow's Keras). Or a table style: {string.Join(", ", KerasGenerations.Names)}. Version 2.0.8 cuts long names; style keras-2.0 prints them in full. Default for a file: the version that wrote it.",
            HelpName = "VERSION",
        };
        Option<string?> document = new("--document")
        {
            Description = "Id of a document. Print the table as this document does.",
            HelpName = "ID",
        };
        Option<bool> expand = new("--expand-nested")
        {
            Description = "Also list the layers of nested models. Requires Keras 2.7 or later.",
        };
        Option<bool> trainable = new("--show-trainable") { Description = "Add the column Trainable. Requires Keras 2.8 or later." };
        Option<int?> length = new("--line-length")
        {
            Description = "Width of the table in characters. Default: the version's own width.",
            HelpName = "N",
        };
        Option<int> columns = new("--columns")
        {
            Description =
                "Width of the terminal in characters. A Keras 3 table is fitted to this width. Keras 1 and 2 do not use it. --line-length overrides it.",
            HelpName = "N",
            DefaultValueFactory = _ => new SummaryOptions().Columns,
        };
        Command command = new(
            "summary",
            "Prints the layers, output shapes and parameters of a model as Keras does. The default format for a file is that of the Keras version that saved the file. If a document of the project shows the summary "
                + "of a model, the default format for this model is that of the first such document in reprosuite.json. For all other models of the project, it is that of Keras 2.0. Where a Keras version prints a wrong number, the table has this wrong number, and a note on standard error gives the correct one. "
                + "Examples: repro summary vgg16-base-150; repro summary 'vgg16-base-150{frozen}' --keras-version tf.keras; repro summary mnist-full --keras-version 3.5; repro summary network.h5; repro summary network.json"
        )
        {
            model,
            keras,
            document,
            expand,
            trainable,
            length,
            columns,
        };
        command.SetAction(parsed =>
            Run(
                hosts.OfAny(parsed),
                parsed.GetValue(model),
                new Choice(parsed.GetValue(keras), parsed.GetValue(document)),
                new SummaryOptions
                {
                    ExpandNested = parsed.GetValue(expand),
                    ShowTrainable = parsed.GetValue(trainable),
                    LineLength = parsed.GetValue(length),
                    Columns = parsed.GetValue(columns),
                }
            )
        );
        return command;
    }

    private static int Run(ReproHost host, string? model, Choice choice, SummaryOptions options)
    {
        PrintedTable table = model is null
            ? new PrintedTable(string.Join('\n', host.Models.Names), [])
            : Print(host, model, choice, options);

        // The tables are compared to the character: no carriage returns on any system.
        Console.Out.Write(table.Text + '\n');
        foreach (string remark in table.Remarks)
        {
            Console.Error.WriteLine($"Note: {remark}");
        }

        return ExitCodes.Success;
    }

    private static PrintedTable Print(ReproHost host, string model, Choice choice, SummaryOptions options)
    {
        choice.Check();
        (KerasVersion? asVersion, KerasGeneration? asGeneration) = (choice.Version, choice.Generation);
        if (KerasFile.IsMeant(model) || ModelFile.IsPath(model))
        {
            return choice.Document is not null
                ? throw new InputException("--document requires the name of a model, not a file.")
                : PrintFile(model, asVersion, asGeneration, options);
        }

        if (Directory.Exists(model))
        {
            throw new InputException(OfFolder(model));
        }

        if (asVersion is not { } version)
        {
            return PrintAsDocument(host, model, choice, options);
        }

        ModelVariant variant = host.Models.Parse(model, version);
        Computable.RequireBuildable(model, variant.Model);
        return KerasSummary.Print(variant, options);
    }

    private static PrintedTable PrintFile(string path, KerasVersion? version, KerasGeneration? generation, SummaryOptions options)
    {
        if (ModelFile.IsJson(path))
        {
            ModelFile json = ModelFile.Read(path, InputRule.RegularOrPipe);
            Computable.RequireBuildable(path, json.Model);
            return StoredSummary.Print(json, version, generation, options);
        }

        KerasFile file = KerasFile.Read(path);
        if (file.Model is { } model)
        {
            Computable.RequireBuildable(path, model);
        }

        return generation is { } chosen ? StoredSummary.Print(file, chosen, options) : StoredSummary.Print(file, version, options);
    }

    private static PrintedTable PrintAsDocument(ReproHost host, string model, Choice choice, SummaryOptions options)
    {
        ModelVariant variant = host.Models.Parse(choice.Keras is null ? model : With(model, choice.Keras));
        Computable.RequireBuildable(model, variant.Model);
        bool plain = choice.Keras is null && !model.Contains('{', StringComparison.Ordinal);
        if (choice.Document is not null && !plain)
        {
            throw new InputException("--document requires a model name without variants: the document determines how the model is built.");
        }

        string? printed = plain ? Printed(host, variant.Name, choice.Document) : null;
        return KerasSummary.Print(printed is null ? variant : host.Models.Parse(printed), options);
    }

    // A training's folder names its model in the record.
    private static string OfFolder(string folder)
    {
        string given =
            File.Exists(RunFolder.RecordOf(folder))
            && RunRecord.Read(RunFolder.RecordOf(folder)) is { } record
            && record.Configuration["model"] is { } name
                ? $"It has a training of the model '{name}': repro summary {name}"
                : "Give a file that Keras saved or the name of a model.";
        return $"'{folder}' is a folder. {given}";
    }

    // A later variant overrides an earlier one.
    private static string With(string model, string generation) =>
        model.EndsWith('}') ? $"{model[..^1]}, {generation}}}" : $"{model}{{{generation}}}";

    // The model with the variants of the document that prints its table, or of the first such document; null if there is none.
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
        string others =
            places.Length == 0
                ? "No document prints one; omit --document."
                : $"These documents print one: {string.Join(", ", places.Select(place => place.Document).Distinct())}.";
        return printed is [var first, ..] ? first.Model
            : id is null ? null
            : throw new InputException($"Document {id} prints no summary of '{name}'. {others}");
    }

    /// <summary>The Keras that prints: a version, a generation, or that of a document.</summary>
    private sealed record Choice(string? Keras, string? Document)
    {
        public KerasGeneration? Generation =>
            Keras is not null && KerasGenerations.TryParse(Keras, out KerasGeneration generation) ? generation : null;

        /// <exception cref="InputException">It is neither a version nor a generation.</exception>
        public KerasVersion? Version => Keras is null || Generation is not null ? null : KerasVersion.Parse(Keras);

        /// <exception cref="InputException">Both options are given.</exception>
        public void Check()
        {
            if (Keras is not null && Document is not null)
            {
                throw new InputException("--keras-version and --document cannot be combined: both choose a version of Keras.");
            }
        }
    }
}
