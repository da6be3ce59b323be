using System.Diagnostics;
using Repro.Project;
using Repro.Training.State;

namespace Repro.Specs.Training;

[Category("Fast")]
internal sealed class UncommittedChangesSpecs
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

    [Test]
    public void The_projects_own_folders_count()
    {
        ReproProject project = new(
            "p",
            ProjectFile.Parse("p.json", """{ "schema_version": 1, "claims": "a", "models": "b", "runs": "c", "baselines": "d" }""")
        );

        UncommittedChanges.OfVerdicts(project).Should().Contain(["a", "b", "c", "d", "reprosuite.json"]).And.NotContain("claims");
        UncommittedChanges.OfTrainings(project).Should().Contain(["b", "c"]).And.NotContain(["a", "d"]);
    }

    [Test]
    public void A_worktree_has_not_the_commit_of_the_clone_around_it()
    {
        using TemporaryFolder clone = new();
        Directory.CreateDirectory(clone.File(".git"));
        File.WriteAllText(clone.File(".git", "HEAD"), new string('a', 40));
        Directory.CreateDirectory(clone.File("inner", "folder"));
        GitCommit.Find(clone.File("inner", "folder")).Should().Be(new string('a', 40));

        File.WriteAllText(clone.File("inner", ".git"), "gitdir: ../.git/modules/inner");

        GitCommit.Find(clone.File("inner", "folder")).Should().BeNull();
    }

    private static void Git(string folder, params string[] arguments)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder })!;
        git.WaitForExit();
        git.ExitCode.Should().Be(0);
    }
}
