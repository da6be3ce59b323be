using System.CommandLine;
using Repro.Cli.Hosting;
using Repro.Cli.Reference;
using Repro.Outputs;

namespace Repro.Cli.Commands.Project;

/// <summary><c>repro reference</c>: writes the reference pages and the JSON Schemas.</summary>
internal static class ReferenceCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string> folder = new("folder") { Description = "Output folder for docs/reference/ and schemas/.", HelpName = "DIR" };
        Command command = new(
            "reference",
            "Writes the reference pages (docs/reference/) and the JSON Schemas (schemas/) of this version. Example: repro reference ."
        )
        {
            folder,
        };
        command.SetAction(parsed =>
        {
            string root = parsed.GetRequiredValue(folder);
            if (!Directory.Exists(root))
            {
                throw new InputException($"'{root}' is not a folder. Give an existing folder.");
            }

            foreach (ReferenceFiles.File file in ReferenceFiles.Of(hosts.OfAny(parsed)))
            {
                string path = Path.Combine([root, .. file.Path.Split('/')]);
                OutputFile.WriteText(path, file.Text);
                Console.WriteLine(path);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
