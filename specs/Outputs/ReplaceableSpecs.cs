using System.Diagnostics;
using System.Runtime.Versioning;
using Repro.Outputs;
using Repro.Specs.Cli;

namespace Repro.Specs.Outputs;

/// <summary>Files that cannot be replaced though their folder can be written to: the probe reports them before minutes of work.</summary>
[Category("Fast"), Platform("Linux"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[UnsupportedOSPlatform("windows")]
internal sealed class ReplaceableSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("out.json");

    public ReplaceableSpecs() => System.IO.File.WriteAllText(File, "old");

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_mount_point()
    {
        Require("mount", "--bind", File, File);
        try
        {
            Refused("*mount point*");
        }
        finally
        {
            Require("umount", File);
        }
    }

    [Test]
    public void A_folder_that_is_mounted_for_reading_only()
    {
        Require("mount", "--bind", _folder.Path, _folder.Path);
        try
        {
            Require("mount", "-o", "remount,bind,ro", _folder.Path);
            Refused("*");
        }
        finally
        {
            Require("umount", _folder.Path);
        }
    }

    [Test]
    public void An_immutable_file()
    {
        Require("chattr", "+i", File);
        try
        {
            Refused("*attributes*");
        }
        finally
        {
            Require("chattr", "-i", File);
        }
    }

    [Test]
    public void A_file_of_another_user_in_a_folder_where_only_owners_replace_files()
    {
        if (Environment.UserName != "root")
        {
            Assert.Ignore("not run: only root can make a file of another user");
        }

        Unprivileged.Open(_folder.Path);
        System.IO.File.SetUnixFileMode(
            _folder.Path,
            System.IO.File.GetUnixFileMode(_folder.Path) | UnixFileMode.StickyBit | UnixFileMode.OtherWrite
        );

        (int code, _, string error) = Unprivileged.Run(new Dictionary<string, string>(), "verify", "--document", "2", "--json", File);

        code.Should().Be(2);
        error.Should().Contain("It belongs to another user");
    }

    [Test]
    public void A_file_of_any_other_kind_is_replaced()
    {
        OutputFile.Require(File);
        OutputFile.WriteText(File, "new");

        System.IO.File.ReadAllText(File).Should().Be("new");
    }

    private void Refused(string reason)
    {
        FluentActions
            .Invoking(() => OutputFile.Require(File))
            .Should()
            .Throw<InputException>()
            .WithMessage("Cannot write '" + File + "': " + reason);
        FluentActions.Invoking(() => OutputFile.WriteText(File, "new")).Should().Throw<InputException>().WithMessage("Cannot write*");
        System.IO.File.ReadAllText(File).Should().Be("old");
    }

    // Mounting and attributes need root and the system's permission; containers often lack it.
    private static void Require(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true }
            )!;
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                Assert.Ignore($"not run: {program} is not permitted here");
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore($"not run: {program} is not installed");
        }
    }
}
