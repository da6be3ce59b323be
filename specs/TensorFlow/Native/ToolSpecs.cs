using System.Text.RegularExpressions;
using Repro.Specs.Cli;
using Repro.TensorFlow.Native;

namespace Repro.Specs.TensorFlow.Native;

/// <summary>What the tool says of TensorFlow's library: one message, exit code 2, and nothing half-written.</summary>
[Category("Fast")]
[Platform("Linux", Reason = "The launcher's native libraries are Linux's here.")]
internal sealed class ToolSpecs
{
    private const string Variable = "REPRO_LIBTENSORFLOW";

    private static Dictionary<string, string> Named => new() { [Variable] = Library.Where!, ["REPRO_TENSORFLOWBINDING"] = Library.Binding };

    [Test]
    public void Doctor_without_a_library_says_how_to_name_one()
    {
        (int code, string output, string error) = Tool.Run("doctor");

        code.Should().Be(0);
        error.Should().BeEmpty();
        output.Should().MatchRegex("(?m)^TensorFlow +not set .*REPRO_LIBTENSORFLOW");
    }

    [Test]
    public void Doctor_with_a_text_file_named_so_says_all_else_and_ends_with_2()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("libtensorflow.so"), "no library");

        (int code, string output, string error) = Tool.Run(new Dictionary<string, string> { [Variable] = folder.Path }, "doctor");

        code.Should().Be(2);
        output.Should().Contain("instructions").And.MatchRegex("(?m)^TensorFlow +cannot be used");
        error.TrimEnd().Should().StartWith("repro: ").And.Contain("libtensorflow.so: it is not a shared library").And.NotContain("\n");
    }

    // What does not serve is not noticed by who does not ask for it: it is not even looked at.
    [TestCase("summary", "mnist-full")]
    [TestCase("claims", "--document", "1")]
    [TestCase("verify", "--document", "4")]
    public void Commands_that_need_no_backend_look_at_no_library(params string[] arguments)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("libtensorflow.so"), "no library");

        (int code, _, string error) = Tool.Run(new Dictionary<string, string> { [Variable] = folder.Path }, arguments);

        code.Should().Be(0);
        error.Should().BeEmpty();
    }

    [TestCase("missing", "the file or folder does not exist")]
    [TestCase("", "needs TensorFlow's native library, which is not set")]
    public void Training_without_a_library_writes_nothing(string library, string message)
    {
        using TemporaryFolder folder = new();
        Dictionary<string, string> environment = new()
        {
            [Variable] = library.Length == 0 ? "" : folder.File(library),
            ["REPRO_DATA"] = folder.Path,
        };

        (int code, _, string error) = Tool.Run(
            environment,
            "train",
            "mnist-convnet",
            "--backend",
            "tensorflow",
            "--seeds",
            "1",
            "--runs",
            folder.File("runs")
        );

        code.Should().Be(2);
        error.Should().Contain(message).And.Contain("pip install");
        Directory.EnumerateFileSystemEntries(folder.Path).Should().BeEmpty();
    }

    // A library of this machine that is none of TensorFlow's, and a header for another machine.
    [TestCase("foreign", "required functions of TensorFlow's C API (all)")]
    [TestCase("other-machine", "it is built for")]
    public void Training_with_a_library_that_does_not_serve_writes_nothing(string kind, string message)
    {
        using TemporaryFolder folder = new();
        string library =
            kind == "foreign" ? FindingSpecs.ForeignLibrary() : FindingSpecs.LibraryOfAnotherMachine(folder.File("libtensorflow.so"));

        (int code, string output, string error) = Tool.Run(
            new Dictionary<string, string> { [Variable] = library },
            "train",
            "mnist-dense",
            "--backend",
            "tensorflow",
            "--seeds",
            "1",
            "--runs",
            folder.File("runs")
        );

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.TrimEnd().Should().StartWith($"repro: {library}: ").And.Contain(message).And.Contain("pip install").And.NotContain("\n");
        Directory.Exists(folder.File("runs")).Should().BeFalse();
    }

    [Test]
    [Category("TensorFlow")]
    public void Doctor_with_a_library_says_what_it_is()
    {
        _ = Library.Require();

        (int code, string output, string error) = Tool.Start(Named, "doctor");

        code.Should().Be(0);
        // Not a line of TensorFlow's own log.
        error.Should().BeEmpty();
        output.Should().MatchRegex(@"(?m)^TensorFlow +found as .*libtensorflow");
        output.Should().MatchRegex(@"(?m)^  symbols +all [0-9]+ that the binding c-api needs");
        output.Should().MatchRegex($@"(?m)^  version +{Regex.Escape($"{Library.Require().LibraryVersion}, binding {Library.Binding}")}$");
        output.Should().MatchRegex(@"(?m)^  devices +.*CPU:0");
    }

    // As a package manager lays it out: the library, its framework beside it, and the folder of all packages above.
    [Test]
    [Category("TensorFlow")]
    public void A_packages_folder_names_the_library_in_it()
    {
        _ = Library.Require();
        using TemporaryFolder packages = new();
        Directory.CreateDirectory(packages.File("tensorflow"));
        LibraryLocation real = LibraryLocation.Find(Library.Where!);
        foreach (string file in real.First.Append(real.File))
        {
            File.CreateSymbolicLink(packages.File("tensorflow", Path.GetFileName(file)), file);
        }

        foreach (string named in new[] { packages.File("tensorflow"), packages.Path })
        {
            (int code, string output, _) = Tool.Start(new Dictionary<string, string>(Named) { [Variable] = named }, "doctor");

            code.Should().Be(0);
            output
                .Should()
                .MatchRegex($"(?m)^TensorFlow +found as {Regex.Escape(packages.File("tensorflow", Path.GetFileName(real.File)))}$");
        }
    }

    // Asked for a GPU, it does not train on the processor instead.
    [Test]
    [Category("TensorFlow")]
    public void Training_on_a_device_that_is_not_there_writes_nothing()
    {
        _ = Library.Require();
        using TemporaryFolder folder = new();

        (int code, string output, string error) = Tool.Start(
            new Dictionary<string, string>(Named) { ["REPRO_TENSORFLOWDEVICE"] = "gpu:97" },
            "train",
            "mnist-dense",
            "--backend",
            "tensorflow",
            "--seeds",
            "1",
            "--runs",
            folder.File("runs")
        );

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.TrimEnd().Should().StartWith("repro: TensorFlow has no device 'gpu:97'").And.NotContain("\n");
        Directory.Exists(folder.File("runs")).Should().BeFalse();
    }

    [TestCase("gpu:97")]
    [TestCase("CPU:5")]
    [Category("TensorFlow")]
    public void A_device_that_is_not_there_is_an_error_that_lists_those_there_are(string device)
    {
        _ = Library.Require();

        (int code, _, string error) = Tool.Start(new Dictionary<string, string>(Named) { ["REPRO_TENSORFLOWDEVICE"] = device }, "doctor");

        code.Should().Be(2);
        error.TrimEnd().Should().Contain($"TensorFlow has no device '{device}'").And.Contain("CPU:0").And.NotContain("\n");
    }
}
