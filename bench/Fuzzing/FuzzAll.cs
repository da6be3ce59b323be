using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Repro.Bench.Fuzzing;

/// <summary>
/// Runs every reader's fuzz program, each in a process of its own so that its memory is its own: <c>fuzz all [COUNT [SEED]]</c>.
/// </summary>
internal static class FuzzAll
{
    public static int Run(long count, int seed)
    {
        int failed = 0;
        foreach (string reader in FuzzReaders.Names.Append("h5"))
        {
            ProcessStartInfo start = new(
                Path.GetFullPath(
                    Path.Combine(
                        RuntimeEnvironment.GetRuntimeDirectory(),
                        "..",
                        "..",
                        "..",
                        OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"
                    )
                )
            );
            foreach (
                string argument in (string[])
                    [
                        "exec",
                        typeof(FuzzAll).Assembly.Location,
                        "fuzz",
                        reader,
                        count.ToString(CultureInfo.InvariantCulture),
                        seed.ToString(CultureInfo.InvariantCulture),
                    ]
            )
            {
                start.ArgumentList.Add(argument);
            }

            using Process process = Process.Start(start)!;
            process.WaitForExit();
            failed += process.ExitCode == 0 ? 0 : 1;
        }

        Console.WriteLine($"{failed} of {FuzzReaders.Names.Count + 1} readers with findings");
        return failed == 0 ? 0 : 1;
    }
}
