using Repro.Reports.Snapshots;

namespace Repro.Specs.Reports.Snapshots;

/// <summary>Received texts are shown whole and accepted by name; nothing is accepted by accident.</summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ReceivedSnapshotsSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReceivedSnapshotsSpecs()
    {
        Write("T.Made_model=one.verified.txt", "a\nb\nc\nd\ne\nf\ng");
        Write("T.Made_model=one.received.txt", "a\nb\nc\nd\ne\nF\ng");
        Write("T.Made_model=two.received.txt", "new <b>\n```\n| x |");
        Write("T.Made_model=three.verified.txt", "same");
    }

    private ReceivedSnapshots Received => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_review_shows_lines_names_and_the_command()
    {
        string text = SnapshotReview.Text(Received.All);

        text.Should()
            .Contain("T.Made_model=one\n  ...\n  d\n  e\n- f\n+ F\n  g\nrepro snapshots accept 'T.Made_model=one'")
            .And.Contain("T.Made_model=two (new)")
            .And.NotContain("three");
        SnapshotReview
            .Markdown(Received.All)
            .Should()
            .StartWith("### 2 snapshots differ")
            .And.Contain("````diff\n")
            .And.Contain("- f\n+ F");
        SnapshotReview
            .Html(Received.All)
            .Should()
            .Contain("<del>- f</del>")
            .And.Contain("new &lt;b&gt;")
            .And.NotContain("new <b>")
            .And.Contain(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">"
            );
    }

    [Test]
    public void One_is_accepted_and_the_others_wait()
    {
        ReceivedSnapshots.Accept(Received.Named(["one"]), continuousIntegration: false);

        Read("T.Made_model=one.verified.txt").Should().EndWith("F\ng");
        Received.All.Select(snapshot => snapshot.Name).Should().Equal("T.Made_model=two");
    }

    [Test]
    public void Continuous_integration_accepts_nothing()
    {
        FluentActions
            .Invoking(() => ReceivedSnapshots.Accept(Received.All, continuousIntegration: true))
            .Should()
            .Throw<InputException>()
            .WithMessage("*CI is set*");

        Read("T.Made_model=one.verified.txt").Should().EndWith("f\ng");
        Received.All.Should().HaveCount(2);
    }

    [Test]
    public void Where_one_cannot_be_replaced_the_old_ones_are_whole()
    {
        Directory.CreateDirectory(_folder.File("T.Made_model=two.verified.txt", "x"));

        FluentActions
            .Invoking(() => ReceivedSnapshots.Accept(Received.All, continuousIntegration: false))
            .Should()
            .Throw<InputException>()
            .WithMessage("*two.verified.txt' cannot be replaced*");

        Read("T.Made_model=one.verified.txt").Should().Be("a\nb\nc\nd\ne\nF\ng");
        Read("T.Made_model=two.received.txt").Should().StartWith("new");
    }

    [Test]
    public void A_name_that_is_nobody_s_or_several_s_is_refused()
    {
        Write("S.Other_model=one.received.txt", "x");

        FluentActions.Invoking(() => Received.Named(["four"])).Should().Throw<InputException>().WithMessage("*'four'*T.Made_model=one*");
        FluentActions.Invoking(() => Received.Named(["one"])).Should().Throw<InputException>().WithMessage("*end of 2 names*");
    }

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);

    private string Read(string name) => File.ReadAllText(_folder.File(name));
}
