using System.Diagnostics;

namespace Repro.Specs.Data.Augmentation;

/// <summary>Augmented images have the same bits on every instruction set, in processes that start with some switched off.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class AugmentationBitsSpecs
{
    private const string Recorded = "cf8acf750370c45b7529c394ac52f70764dc90e1ce5ef86c188d841707c6da7d";

    [Test]
    public void The_bits_are_the_recorded_ones() => AugmentationBits.Hash().Should().Be(Recorded);

    [TestCase("DOTNET_EnableAVX512")]
    [TestCase("DOTNET_EnableAVX2")]
    [TestCase("DOTNET_EnableHWIntrinsic")]
    public void The_bits_are_the_same_with_instruction_sets_switched_off(string variable)
    {
        ProcessStartInfo start = new("dotnet", [typeof(AugmentationBits).Assembly.Location, "augmentation-bits"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment[variable] = "0";
        using Process child = Process.Start(start)!;
        string[] lines = child
            .StandardOutput.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        child.WaitForExit();
        TestContext.Out.WriteLine(lines.FirstOrDefault());

        child.ExitCode.Should().Be(0);
        if (variable == "DOTNET_EnableHWIntrinsic")
        {
            lines[0].Should().Contain("Fma False").And.Contain("Vector128 False");
        }

        lines[^1].Should().Be(Recorded);
    }
}
