using System.Diagnostics;
using Repro.Specs.Data;
using Repro.Training.Loop;

namespace Repro.Specs.Training.Images;

/// <summary>A process that is really killed (SIGKILL) in the middle of an epoch. Ignored where libjpeg-turbo is not installed.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class KilledImageTrainingSpecs
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Write()
    {
        ImageFixtures.RequireDecoder();
        _folder = new TemporaryFolder();
        TinyImages.Write(_folder);
    }

    [TearDown]
    public void Remove() => _folder?.Dispose();

    // Steps that each life does before it is killed: an epoch has 5, checkpoints come after its third and its last.
    [TestCase("keras-2.0", 4)]
    [TestCase("keras-2.0", 7)]
    [TestCase("keras-preprocessing-1.1", 9)]
    [TestCase("keras-preprocessing-1.1", 4, 3, 6)]
    public void Killed_and_resumed_it_ends_with_the_same_bytes(string semantics, params int[] lives)
    {
        using TinyImages tiny = new(semantics, _folder.Path);
        TrainingOutcome whole = tiny.Train(_folder.File("whole"));
        foreach (int steps in lives)
        {
            RunAndKill(semantics, steps);
        }

        TrainingOutcome resumed = tiny.Train(_folder.File("killed"));

        resumed.Record.Resumed.Should().Be(lives.Length);
        resumed.Record.WeightsSha256.Should().Be(whole.Record.WeightsSha256);
        foreach (string file in new[] { "weights.bin", "history.csv" })
        {
            File.ReadAllBytes(Path.Combine(resumed.Folder, file)).Should().Equal(File.ReadAllBytes(Path.Combine(whole.Folder, file)), file);
        }
    }

    private void RunAndKill(string semantics, int steps)
    {
        ProcessStartInfo start = new(
            "dotnet",
            [typeof(ImageTrainingChild).Assembly.Location, ImageTrainingChild.Verb, semantics, _folder.Path, _folder.File("killed")]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process child = Process.Start(start)!;
        for (int step = 1; step <= steps; step++)
        {
            child.StandardOutput.ReadLine().Should().Be("step");
            if (step < steps)
            {
                child.StandardInput.WriteLine();
            }
        }

        child.Kill();
        child.WaitForExit();
        child.ExitCode.Should().NotBe(0);
    }
}
