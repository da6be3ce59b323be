namespace Repro.Specs.Project;

/// <summary>A network that cannot be read: only claims that need it are skipped.</summary>
[Category("Fast")]
internal sealed class BrokenNetworkSpecs
{
    private TableProject _project = null!;

    [SetUp]
    public void MakeProject()
    {
        _project = new TableProject();
        _project.WriteClaims(
            ("cost", "one", "arithmetic:run-cost[small]/multiply_adds", "=", "1", ""),
            ("loss", "one", "run:small/test_other_loss@last", "~", "1", "0.1"),
            ("dense", "one", "model:small/total_params", "=", "3", ""),
            ("other", "two", "model:vgg16-top-224/total_params", "=", "138357544", "")
        );
    }

    [TearDown]
    public void Remove() => _project.Dispose();

    [Test]
    public void A_truncated_file_skips_the_claims_about_it()
    {
        string file = _project.File("configs", "models", "small.json");
        File.WriteAllText(file, File.ReadAllText(file)[..200]);

        (int code, string output, string error) = _project.Run("verify");

        code.Should().Be(2);
        error.Should().StartWith("repro: 3 claims cannot be verified:").And.Contain("small.json").And.Contain("are skipped");
        foreach (string id in (string[])["cost", "loss", "dense"])
        {
            error.Split(id).Should().HaveCount(2, "the claim '{0}' is named once", id);
        }

        output.Should().MatchRegex(@"two +\| fast \| +1 \| +1 \|");
    }

    [Test]
    public void An_unknown_class_is_one_short_line_with_the_nearest_name()
    {
        _project.WriteNetwork("Flaten");

        (int code, string output, string error) = _project.Run("verify");

        code.Should().Be(2);
        string line = error
            .ReplaceLineEndings("\n")
            .Split('\n')
            .Should()
            .ContainSingle(line => line.Contains("Run 'small'", StringComparison.Ordinal))
            .Subject;
        line.Should()
            .Contain("small.json: the model cannot be computed")
            .And.EndWith(
                "layer 'flatten' is a Flaten, which is not supported. Did you mean 'Flatten'? To list the supported layers, run: repro layers. The same error: claims/one.csv:3 loss."
            );
        line.Length.Should().BeLessThan(400);
        output.Should().MatchRegex(@"two +\| fast \| +1 \| +1 \|");
    }

    [Test]
    public void A_page_that_would_leave_out_claims_is_not_written()
    {
        _project.WriteNetwork("Flaten");

        (int code, _, string error) = _project.Run("report", "--out", _project.File("page.html"));

        code.Should().Be(2, error);
        File.Exists(_project.File("page.html")).Should().BeFalse();
    }
}
