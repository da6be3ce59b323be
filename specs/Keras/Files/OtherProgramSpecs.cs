using System.Diagnostics;

namespace Repro.Specs.Keras.Files;

/// <summary>
/// A program that references the library alone reads foreign .h5 files: what the library starts for that is copied beside the program.
/// </summary>
[Category("Fast")]
internal sealed class OtherProgramSpecs
{
    private static readonly string Specs = Repository.PathOf("specs");
    private static readonly string Folder = Path.Combine(
        Repository.PathOf("samples", "ReadKerasFile"),
        Path.GetRelativePath(Specs, AppContext.BaseDirectory)
    );

    [Test]
    public void It_has_no_tool_beside_it()
    {
        File.Exists(Path.Combine(Folder, "ReadKerasFile.dll")).Should().BeTrue("the specs build it");
        File.Exists(Path.Combine(Folder, "Repro.Cli.dll")).Should().BeFalse();
    }

    [Test]
    public void It_reads_a_file_of_Keras()
    {
        NeedsHdf5.OrIgnore();

        (int code, string output, string error) = Run(Repository.PathOf("fixtures", "keras", "keras_h5", "binary.h5"));

        error.Should().BeEmpty();
        output.Should().StartWith("saved by Keras 2.15.0").And.Contain("dense/kernel:0 ");
        code.Should().Be(0);
    }

    [Test]
    public void A_damaged_file_is_one_line()
    {
        NeedsHdf5.OrIgnore();
        using TemporaryFolder folder = new();
        byte[] content = File.ReadAllBytes(Repository.PathOf("fixtures", "keras", "keras_h5", "binary.h5"));
        File.WriteAllBytes(folder.File("cut.h5"), content[..^1000]);

        (int code, _, string error) = Run(folder.File("cut.h5"));

        error.TrimEnd().Should().StartWith($"{folder.File("cut.h5")}: not a readable HDF5 file: ").And.NotContain("\n");
        code.Should().Be(2);
    }

    [Test]
    public void A_host_that_cannot_be_started_is_one_line()
    {
        NeedsHdf5.OrIgnore();

        (int code, _, string error) = Run(Repository.PathOf("fixtures", "keras", "keras_h5", "binary.h5"), host: "/no/such/dotnet");

        error.TrimEnd().Should().Contain("'/no/such/dotnet' cannot be started").And.Contain("DOTNET_HOST_PATH").And.NotContain("\n");
        code.Should().Be(2);
    }

    // Started in a folder that is not the program's own.
    private static (int Code, string Output, string Error) Run(string file, string? host = null)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(Folder, "ReadKerasFile.dll"), file])
        {
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (host is not null)
        {
            start.Environment["DOTNET_HOST_PATH"] = host;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
