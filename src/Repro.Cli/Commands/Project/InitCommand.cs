using System.CommandLine;
using Repro.Cli.Hosting;
using Repro.Outputs;
using Repro.Project;

namespace Repro.Cli.Commands.Project;

/// <summary><c>repro init</c>: writes the files of a new project.</summary>
internal static class InitCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string> folder = new("folder")
        {
            Description = "Folder of the project. It is created if it does not exist.",
            DefaultValueFactory = _ => ".",
        };
        Option<bool> empty = new("--empty")
        {
            Description = $"Write only {ProjectFile.Name}, the JSON Schemas, .gitignore and the folders.",
        };
        Option<string?> packages = new("--packages")
        {
            Description =
                "Folder with the ReproSuite packages that `./repro pack` writes. It becomes a package source of the project (nuget.config).",
            HelpName = "DIR",
        };
        Command command = new(
            "init",
            "Writes a complete small project: one claim, a model, a run, NUnit tests and a GitHub workflow. Existing files are kept, and the command fails if the folder is already a project. Examples: repro init tutorial; repro init --empty"
        )
        {
            folder,
            empty,
            packages,
        };
        command.SetAction(parsed =>
        {
            string? project = parsed.GetResult(hosts.Option) is { Implicit: false } ? parsed.GetValue(hosts.Option) : null;
            if (project is not null && parsed.GetResult(folder) is { Implicit: false })
            {
                throw new InputException("FOLDER and --project both name the folder of the project. Give one of them.");
            }

            return Run(project ?? parsed.GetRequiredValue(folder), parsed.GetValue(empty), parsed.GetValue(packages));
        });
        return command;
    }

    private static int Run(string folder, bool empty, string? packages)
    {
        if (folder.Length == 0)
        {
            throw new InputException("The name of the folder is empty. Give a folder, or omit it for the working folder.");
        }

        string project = Path.Combine(folder, ProjectFile.Name);
        if (Path.Exists(project))
        {
            throw new InputException($"{project}: the folder is already a project. No file was written.");
        }

        if (packages is not null && !Directory.Exists(packages))
        {
            throw new InputException(
                $"--packages {packages}: the folder does not exist. `./repro pack` in a clone of ReproSuite writes packages into the folder artifacts."
            );
        }

        IReadOnlyList<ProjectTemplate.File> files =
        [
            .. empty ? ProjectTemplate.Empty : ProjectTemplate.Example,
            .. packages is null ? [] : new[] { ProjectTemplate.NuGetConfig(Path.GetFullPath(packages)) },
        ];
        CreateFolder(folder);
        foreach (string part in ProjectTemplate.Folders)
        {
            CreateFolder(Path.Combine([folder, .. part.Split('/')]));
        }

        bool ignored = true;

        // The project file is written last: without it the command can be repeated.
        foreach (ProjectTemplate.File file in files.OrderBy(file => file.Path == ProjectFile.Name))
        {
            string path = Path.Combine([folder, .. file.Path.Split('/')]);
            if (Path.Exists(path))
            {
                ignored &= file.Path != ".gitignore";
                Console.WriteLine($"kept     {path}");
                continue;
            }

            OutputFile.WriteText(path, file.Text);
            Console.WriteLine($"written  {path}");
        }

        if (packages is not null)
        {
            Console.WriteLine(
                $"nuget.config names a folder of this machine. {(ignored ? "The new .gitignore lists it." : "Do not commit it: your .gitignore was kept.")}"
            );
        }

        string go = folder == "." ? "" : $"cd {(folder.Contains(' ', StringComparison.Ordinal) ? $"\"{folder}\"" : folder)}; ";
        Console.WriteLine(
            empty
                ? $"Next: list your documents in {project} and write their claims. `repro quantities` lists what a claim can measure."
                : $"Next: {go}repro verify; repro report; repro runs. `repro quantities` lists what a claim can measure, `repro COMMAND --help` describes a command."
        );
        return ExitCodes.Success;
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: the folder cannot be created: {exception.Message}", exception);
        }
    }
}
