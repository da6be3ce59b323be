using System.CommandLine;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
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
            Description = "Native library (libjpeg-turbo or HDF5). Fail if it is missing; the launcher then installs it if it can.",
        };
        Option<string> output = TrainingOptions.Output();
        Command command = new(
            "doctor",
            "Shows the runtime, cores, instruction sets, native libraries, file locks and TensorFlow of this machine. Example: repro doctor"
        )
        {
            need,
            output,
        };
        command.SetAction(parsed => Run(hosts.OfAny(parsed), parsed.GetValue(need), parsed.GetRequiredValue(output)));
        return command;
    }

    private static int Run(ReproHost host, string? need, string output)
    {
        if (need is not null)
        {
            NativePackage wanted =
                NativePackage.All.FirstOrDefault(package => package.Name.Equals(need, StringComparison.OrdinalIgnoreCase))
                ?? throw new InputException(
                    $"'{need}' is not a native library of ReproSuite. The native libraries are {string.Join(" and ", NativePackage.All.Select(package => package.Name))}."
                );
            Console.WriteLine($"{wanted.Name}: {wanted.Require()}");
            return ExitCodes.Success;
        }

        Console.WriteLine($"runtime        {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        Console.WriteLine($"cores          {Environment.ProcessorCount}");
        Console.WriteLine($"instructions   {Instructions()}");
        foreach (NativePackage package in NativePackage.All)
        {
            string found = package.Find() is { } file
                ? $"found as {file}"
                : $"missing ({package.Purpose}); sudo apt-get install {package.DebianPackage}";
            Console.WriteLine($"{package.Name, -14} {found}");
        }

        Console.WriteLine($"file locks     {Locks(output)}");
        TensorFlowReport.Print(host.Settings);
        return ExitCodes.Success;
    }

    // Tested in the folder of trainings, or in the folder that it will be created in.
    private static string Locks(string output)
    {
        string folder = Path.GetFullPath(output);
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
        {
            folder = parent;
        }

        try
        {
            return FileLocks.WorkIn(folder)
                ? $"work in {folder}"
                : $"do not work in {folder}: trainings there are rejected; choose a folder on another file system with --out";
        }
        catch (InputException exception)
        {
            return $"not tested: {exception.Message}";
        }
    }

    private static string Instructions() =>
        Avx512F.IsSupported ? "AVX-512"
        : Avx2.IsSupported && Fma.IsSupported ? "AVX2 with FMA"
        : "neither AVX-512 nor AVX2: the reference kernels are used";
}
