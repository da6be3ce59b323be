using System.CommandLine;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text.Json.Nodes;
using Repro.Backends.Cpu;
using Repro.Cli.CommandLine;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Configuration;
using Repro.Hosting;
using Repro.Native;
using Repro.Outputs;

namespace Repro.Cli.Commands.Project;

/// <summary><c>repro doctor</c>: shows what this machine has, and what is missing.</summary>
internal static class DoctorCommand
{
    public static Command Create(HostSource hosts)
    {
        Option<string?> need = new("--require")
        {
            Description =
                "Fail if this native library (libjpeg-turbo or HDF5) is missing. If the command is started with the script ./repro, the script offers root to install the library with apt-get. For other users, it prints the command that installs the library.",
            HelpName = "LIBRARY",
        };
        Option<string> output = TrainingOptions.Runs(" The command checks whether file locks work there.");
        Option<string?> json = JsonTarget.Option();
        Command command = new(
            "doctor",
            "Shows the version, the project and its data root, the runtime, the cores, instruction sets and native libraries of this machine, and the backend and threads of trainings. Checks whether file locks work in the folder of the trainings. Example: repro doctor"
        )
        {
            need,
            output,
            json,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(need) is { } library)
            {
                Require(library);
                return ExitCodes.Success;
            }

            ReproHost? found = hosts.Find(parsed);
            ReproHost host = found ?? hosts.OfAny(parsed);
            LockTest locks = LockTest.In(parsed.GetRequiredValue(output));
            JsonTarget
                .Of(parsed, json)
                .Write(() => JsonText.Of(Json(host, found?.Project.Root, locks)), () => Print(host, found?.Project.Root, locks));
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Require(string need)
    {
        NativePackage wanted =
            NativePackage.All.FirstOrDefault(package => package.Name.Equals(need, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException(
                $"'{need}' is not a native library of ReproSuite. The native libraries are {string.Join(" and ", NativePackage.All.Select(package => package.Name))}."
            );
        Console.WriteLine($"{wanted.Name}: {wanted.Require()}");
    }

    private static void Print(ReproHost host, string? project, LockTest locks)
    {
        Console.WriteLine($"version        {VersionAction.Current}");
        Console.WriteLine($"project        {project ?? "none in this folder or a folder above it; create one with repro init"}");
        Console.WriteLine($"data root      {DataRootText(host.Settings.DataRoot)}");
        Console.WriteLine($"cache          {host.Settings.CacheFolder}");
        Console.WriteLine($"runtime        {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        Console.WriteLine($"cores          {Environment.ProcessorCount}");
        Console.WriteLine($"instructions   {Instructions()}");
        Console.WriteLine($"backend        {host.Settings.Backend}");
        Console.WriteLine($"threads        {Threads(host.Settings)}");
        foreach (NativePackage package in NativePackage.All)
        {
            string found = package.Find() is { } file
                ? $"found as {file}"
                : $"missing ({package.Purpose}); sudo apt-get install {package.DebianPackage}";
            Console.WriteLine($"{package.Name, -14} {found}");
        }

        Console.WriteLine($"file locks     {locks.Text}");
        TensorFlowReport.Print(host.Settings);
    }

    private static int Threads(Settings settings) => settings.Threads > 0 ? settings.Threads : Environment.ProcessorCount;

    private static string DataRootText(string? root) =>
        root is null ? "not set (required by claims about data and by trainings); set REPRO_DATA to its folder"
        : Directory.Exists(root) ? root
        : File.Exists(root) ? $"{root}, which is a file"
        : $"{root}, which does not exist";

    private static JsonObject Json(ReproHost host, string? project, LockTest locks) =>
        new()
        {
            ["schema_version"] = 1,
            ["version"] = VersionAction.Current,
            ["project"] = project,
            ["data_root"] = host.Settings.DataRoot,
            ["cache"] = host.Settings.CacheFolder,
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["runtime_identifier"] = RuntimeInformation.RuntimeIdentifier,
            ["cores"] = Environment.ProcessorCount,
            ["backend"] = host.Settings.Backend,
            ["threads"] = Threads(host.Settings),
            ["instruction_set"] = KernelSelection.Names.First(KernelSelection.IsSupported),
            ["native_libraries"] = new JsonArray([
                .. NativePackage.All.Select(package => new JsonObject
                {
                    ["name"] = package.Name,
                    ["purpose"] = package.Purpose,
                    ["file"] = package.Find(),
                    ["debian_package"] = package.DebianPackage,
                }),
            ]),
            ["file_locks"] = new JsonObject
            {
                ["folder"] = locks.Folder,
                ["work"] = locks.Work,
                ["error"] = locks.Error,
            },
            ["tensorflow"] = TensorFlowReport.Json(host.Settings),
        };

    private static string Instructions() =>
        Avx512F.IsSupported ? "AVX-512"
        : Avx2.IsSupported && Fma.IsSupported ? "AVX2 with FMA"
        : "neither AVX-512 nor AVX2: the reference kernels are used";

    /// <summary>Whether file locks work where trainings are written.</summary>
    /// <param name="Work">Null where it could not be tested, for the reason <paramref name="Error"/>.</param>
    private sealed record LockTest(string Folder, bool? Work, string? Error)
    {
        public string Text =>
            Work switch
            {
                true => $"work in {Folder}",
                false => $"do not work in {Folder}: trainings there are rejected; choose a folder on another file system with --runs",
                null => $"not tested: {Error}",
            };

        /// <summary>Tests in the folder of trainings, or in the folder that it will be created in.</summary>
        public static LockTest In(string output)
        {
            string folder = Path.GetFullPath(output);
            while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
            {
                folder = parent;
            }

            try
            {
                return new LockTest(folder, FileLocks.WorkIn(folder), Error: null);
            }
            catch (InputException exception)
            {
                return new LockTest(folder, Work: null, exception.Message);
            }
        }
    }
}
