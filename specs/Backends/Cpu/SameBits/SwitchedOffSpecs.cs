using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Repro.Specs.Backends.Cpu.SameBits;

/// <summary>The same bits in processes that start with instruction sets switched off.</summary>
[Category("Fast")]
internal sealed class SwitchedOffSpecs
{
    [TestCase("avx512", "DOTNET_EnableAVX512")]
    [TestCase("avx2", "DOTNET_EnableAVX2")]
    [TestCase("all", "DOTNET_EnableHWIntrinsic")]
    public void Same_bits_with_instruction_sets_switched_off(string what, string variable)
    {
        if (!HasToSwitchOff(what))
        {
            Assert.Ignore($"not run: this processor has no {what} to switch off");
        }

        (int exitCode, string[] lines) = RunChild(what, variable);
        TestContext.Out.WriteLine(string.Join('\n', lines.Where(line => line.StartsWith('#'))));

        exitCode
            .Should()
            .NotBe(SameBitsChild.StillOn, "{0}=0 must switch {1} off, but the child has {2}", variable, what, lines.FirstOrDefault());
        exitCode.Should().Be(0);
        // Without AVX-512 the child trains twice: with the kernels that it chose, and with the wide ones emulated.
        string[] expected = what == "avx512" ? [.. RecordedHashes.Lines(), .. RecordedHashes.Lines()] : RecordedHashes.Lines();
        lines.Where(line => !line.StartsWith('#')).Should().Equal(expected);
    }

    private static bool HasToSwitchOff(string what) =>
        what switch
        {
            "avx512" => Avx512F.IsSupported,
            "avx2" => Avx2.IsSupported,
            _ => RuntimeInformation.ProcessArchitecture is Architecture.X64,
        };

    private static (int ExitCode, string[] Lines) RunChild(string what, string variable)
    {
        ProcessStartInfo start = new(DotnetHost()) { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(SameBitsChild).Assembly.Location);
        start.ArgumentList.Add("same-bits");
        start.ArgumentList.Add(what);
        start.Environment[variable] = "0";
        using Process child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return (child.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    // The host that runs these specs; .../shared/Microsoft.NETCore.App/10.0.x/ lies three folders below it.
    private static string DotnetHost()
    {
        string? named = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH");
        if (!string.IsNullOrEmpty(named))
        {
            return named;
        }

        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        return Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
    }
}
