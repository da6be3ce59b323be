using System.Diagnostics;

namespace Repro.Specs.House;

/// <summary>
/// The script that comments on pull requests, with a stand-in for GitHub's tool: foreign files are data, and there is one comment.
/// </summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class CommentScriptSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CommentScriptSpecs()
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/bin/bash"))
        {
            Assert.Ignore("bash is not here");
            return;
        }

        Directory.CreateDirectory(_folder.File("comment"));
        Write("comment/number", "7");
        Write("comment/comment.md", "**Verdicts changed.** @someone");
        Write("comment/differs", "");
        Write(
            "gh",
            """
            #!/bin/bash
            echo "$*" >> "$(dirname "$0")/calls"
            case "$*" in
              *pulls/7*) echo abc ;;
              *--paginate*) cat "$(dirname "$0")/existing" 2>/dev/null ;;
              *) for word in "$@"; do [[ $word == body=@* ]] && cp "${word#body=@}" "$(dirname "$0")/posted"; done ;;
            esac
            true
            """
        );
        File.SetUnixFileMode(_folder.File("gh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_difference_is_posted_once_and_nobody_is_called()
    {
        Post("abc").Should().Be(0);

        Read("calls").Should().Contain("POST repos/o/r/issues/7/comments");
        Read("posted").Should().StartWith("**Verdicts changed.** @\u200bsomeone").And.Contain("<!-- repro: claims -->");
    }

    [Test]
    public void The_comment_that_is_there_is_updated()
    {
        Write("existing", "99\n");

        Post("abc").Should().Be(0);

        Read("calls").Should().Contain("PATCH repos/o/r/issues/comments/99").And.NotContain("POST");
    }

    [Test]
    public void Where_nothing_differs_nothing_is_posted()
    {
        File.Delete(_folder.File("comment", "differs"));

        Post("abc").Should().Be(0);

        Read("calls").Should().NotContain("POST").And.NotContain("PATCH");
    }

    [TestCase("7", "other")]
    [TestCase("7; touch x", "abc")]
    [TestCase("../7", "abc")]
    [TestCase("", "abc")]
    public void A_number_that_is_not_the_commit_s_own_posts_nothing(string number, string head)
    {
        Write("comment/number", number);

        Post(head).Should().Be(0);

        File.Exists(_folder.File("posted")).Should().BeFalse();
    }

    [TestCase("number")]
    [TestCase("comment.md")]
    public void A_link_in_the_place_of_a_file_posts_nothing_and_neither_does_a_missing_one(string name)
    {
        Write("secret", "7");
        File.Delete(_folder.File("comment", name));
        Post("abc").Should().Be(0);

        File.CreateSymbolicLink(_folder.File("comment", name), _folder.File("secret"));
        Post("abc").Should().Be(0);

        File.Exists(_folder.File("posted")).Should().BeFalse();
    }

    private int Post(string head)
    {
        ProcessStartInfo start = new("/bin/bash", [Repository.PathOf(".github", "scripts", "post-comment.sh"), _folder.File("comment")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["GH_REPO"] = "o/r";
        start.Environment["HEAD_SHA"] = head;
        using Process process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text.ReplaceLineEndings("\n"));

    private string Read(string name) => File.Exists(_folder.File(name)) ? File.ReadAllText(_folder.File(name)) : "";
}
