using System.CommandLine;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Repro.Cli.Commands.Training;
using Repro.Cli.Hosting;
using Repro.Hosting;
using Repro.Native;
using Repro.Outputs;

namespace Repro.Cli.Commands.Project;

/// <summary><c>repro doctor</c>: what this machine has, and what some commands would miss.</summary>
internal static class DoctorCommand
{
    public static Command Create(HostSource hosts)
    {
        Option<string?> need = new("--need")
        {
            Description = "Fail where the native library of that name (libjpeg-turbo, HDF5) is missing; the launcher then installs it where it can.",
        };
        Option<string> output = TrainCommand.OutputOption();
        Command command = new("doctor", "Says what this machine has: processor, cores, native libraries, whether file locks work in the folder of runs, TensorFlow where one is named. Example: repro doctor") { need, output };
        command.SetAction(parsed => Run(hosts.OfAny(parsed), parsed.GetValue(need), parsed.GetRequiredValue(output)));
        return command;
    }

    private static int Run(ReproHost host, string? need, string output)
    {
        if (need is not null)
        {
            NativePackage wanted = NativePackage.All.FirstOrDefault(package => package.Name.Equals(need, StringComparison.OrdinalIgnoreCase))
                ?? throw new InputException($"No native library is called '{need}'. Known: {string.Join(", ", NativePackage.All.Select(package => package.Name))}.");
            Console.WriteLine($"{wanted.Name}: {wanted.Require()}");
            return ExitCodes.Fine;
        }

        Console.WriteLine($"runtime        {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        Console.WriteLine($"cores          {Environment.ProcessorCount}");
        Console.WriteLine($"instructions   {Instructions()}");
        foreach (NativePackage package in NativePackage.All)
        {
            string found = package.Find() is { } file ? $"found as {file}" : $"missing ({package.Purpose}); sudo apt-get install {package.DebianPackage}";
            Console.WriteLine($"{package.Name,-14} {found}");
        }

        Console.WriteLine($"file locks     {Locks(output)}");
        TensorFlowReport.Print(host.Settings);
        return ExitCodes.Fine;
    }

    // Tried where the folder of runs is, or will be made.
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
                : $"do not work in {folder}: trainings there are refused; choose a folder on another file system with --out";
        }
        catch (InputException exception)
        {
            return $"not tested: {exception.Message}";
        }
    }

    private static string Instructions() =>
        Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported && Fma.IsSupported ? "AVX2 with FMA" : "neither AVX-512 nor AVX2: the reference kernels serve";
}
