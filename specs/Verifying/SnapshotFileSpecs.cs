using System.Text;
using Repro.Configuration;
using Repro.Reports.Snapshots;

namespace Repro.Specs.Verifying;

/// <summary>The stand-in keeps Verify's promises: names, bytes, and no silent acceptance.</summary>
[Category("Fast")]
internal sealed class SnapshotFileSpecs
{
    private static readonly SnapshotPolicy Compare = new(Accept: false, BuildServer: false);
    private static readonly SnapshotPolicy Accept = new(Accept: true, BuildServer: false);
    private static readonly SnapshotPolicy AcceptOnServer = new(Accept: true, BuildServer: true);

    [Test]
    public void Writes_UTF8_with_mark_and_LF_and_no_final_newline()
    {
        using TemporaryFolder folder = new();
        SnapshotFile snapshot = new(folder.Path, "Type.Method", folder.Path, Accept);

        snapshot.Compare("é\r\nb");

        File.ReadAllBytes(snapshot.Verified).Should().Equal([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("é\nb")]);
        File.Exists(snapshot.Received).Should().BeFalse();
    }

    [Test]
    public void A_difference_fails_with_the_lines_and_leaves_what_was_received()
    {
        using TemporaryFolder folder = new();
        new SnapshotFile(folder.Path, "T.M", folder.Path, Accept).Compare("one\ntwo\nthree\nfour\nfive\nsix\nseven");
        SnapshotFile snapshot = new(folder.Path, "T.M", folder.Path, Compare);

        string message = snapshot.Compare("one\ntwo\nthree\nfour\nfive\n6\nseven")!;

        message.Should().Contain("  ...\n  four\n  five\n- six\n+ 6\n  seven\n").And.NotContain("three");
        message
            .Should()
            .Contain("T.M.received.txt")
            .And.Contain("T.M.verified.txt")
            .And.Contain("repro snapshots accept 'T.M'")
            .And.Contain(SnapshotPolicy.Variable);
        File.ReadAllText(snapshot.Received).Should().Be("one\ntwo\nthree\nfour\nfive\n6\nseven");
        File.ReadAllText(snapshot.Verified).Should().EndWith("six\nseven");
    }

    [Test]
    public void White_space_is_a_difference()
    {
        using TemporaryFolder folder = new();
        new SnapshotFile(folder.Path, "T.M", folder.Path, Accept).Compare("a  b");

        string? difference = new SnapshotFile(folder.Path, "T.M", folder.Path, Compare).Compare("a b");

        difference.Should().Match("*- a  b*+ a b*");
    }

    [Test]
    public void A_missing_snapshot_fails_too()
    {
        using TemporaryFolder folder = new();
        SnapshotFile snapshot = new(folder.Path, "T.M", folder.Path, Compare);

        string? difference = snapshot.Compare("text");

        difference.Should().Match("*(missing)*");
        File.Exists(snapshot.Verified).Should().BeFalse();
    }

    [Test]
    public void A_build_server_accepts_nothing()
    {
        using TemporaryFolder folder = new();
        SnapshotFile snapshot = new(folder.Path, "T.M", folder.Path, AcceptOnServer);

        string? difference = snapshot.Compare("text");

        difference.Should().Match("*not accepted on a build server*");
        File.Exists(snapshot.Verified).Should().BeFalse();
    }

    [Test]
    public void A_match_clears_an_old_failure_away()
    {
        using TemporaryFolder folder = new();
        SnapshotFile snapshot = new(folder.Path, "T.M", folder.Path, Compare);
        File.WriteAllText(snapshot.Verified, "text");
        File.WriteAllText(snapshot.Received, "old");

        snapshot.Compare("text").Should().BeNull();

        File.Exists(snapshot.Received).Should().BeFalse();
    }

    [TestCase("1", null, true, false)]
    [TestCase("true", null, false, false)]
    [TestCase(null, null, false, false)]
    [TestCase("1", "true", true, true)]
    [TestCase("1", "false", true, false)]
    public void Accepting_is_explicit(string? accept, string? server, bool accepts, bool isServer) =>
        SnapshotPolicy
            .Of(name =>
                name == "CI" ? server
                : name == SnapshotPolicy.Variable ? accept
                : null
            )
            .Should()
            .Be(new SnapshotPolicy(accepts, isServer));

    [Test]
    public void Names_are_those_of_Verify()
    {
        SnapshotName.Of("Type", "Method", [], []).Should().Be("Type.Method");
        SnapshotName.Of("Type", "Method", ["model", "line"], ["a:b/c", 73]).Should().Be("Type.Method_model=a-b-c_line=73");
    }

    [TestCase("/_/specs/House/RoomSpecs.cs")]
    [TestCase(@"C:\build\repro\specs\House\RoomSpecs.cs")]
    [TestCase("/home/someone/specs/clone/specs/House/RoomSpecs.cs")]
    public void Source_files_are_found_wherever_they_were_compiled(string compiled) =>
        SourceFiles.Find(compiled).Should().Be(Repository.PathOf("specs", "House", "RoomSpecs.cs"));

    [Test]
    public void A_source_file_of_another_project_is_not_found()
    {
        Action find = () => SourceFiles.Find("/_/specs/House/Nothing.cs");

        find.Should().Throw<InputException>().WithMessage("*Nothing.cs*");
    }
}
