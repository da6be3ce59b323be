using System.Diagnostics;
using Repro.Training;

namespace Repro.Specs.Training;

[Category("Fast")]
public class UncommittedChangesSpecs
{
    [Test]
    public void Changed_and_new_files_count_where_they_decide_something()
    {
        using TemporaryFolder clone = new();
        Directory.CreateDirectory(clone.File("src"));
        File.WriteAllText(clone.File("src", "a.txt"), "a");
        File.WriteAllText(clone.File(".gitignore"), "*.log");
        Git(clone.Path, "init", "-q");
        Git(clone.Path, "add", ".");
        Git(clone.Path, "-c", "user.name=n", "-c", "user.email=e", "commit", "-q", "-m", "m");
        UncommittedChanges.Find(clone.Path, ["src"]).Should().BeFalse();

        File.WriteAllText(clone.File("elsewhere.txt"), "");
        File.WriteAllText(clone.File("src", "ignored.log"), "");
        UncommittedChanges.Find(clone.Path, ["src"]).Should().BeFalse();

        File.WriteAllText(clone.File("src", "new.txt"), "");
        UncommittedChanges.Find(clone.Path, ["src"]).Should().BeTrue();

        File.Delete(clone.File("src", "new.txt"));
        File.WriteAllText(clone.File("src", "a.txt"), "changed");
        UncommittedChanges.Find(clone.Path, ["src"]).Should().BeTrue();
    }

    [Test]
    public void A_folder_that_is_no_clone_has_no_answer()
    {
        using TemporaryFolder folder = new();

        UncommittedChanges.Find(folder.Path, ["src"]).Should().BeNull();
    }

    private static void Git(string folder, params string[] arguments)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder })!;
        git.WaitForExit();
        git.ExitCode.Should().Be(0);
    }
}
