using NUnit.Framework.Internal;
using Repro.Models.Summaries;
using Repro.Models.Summaries.Rules;
using Repro.NUnit;

namespace Repro.Specs.Claims;

/// <summary>The fixture that compares summaries of a project's models with accepted texts.</summary>
[Category("Fast")]
internal sealed class ModelSummaryFixtureSpecs
{
    [Test]
    public void Each_model_of_the_project_is_a_case()
    {
        TestCaseParameters[] cases = [.. new OfProject<byte>(Repository.Root).TestCases()];

        cases.Select(one => one.Arguments.Single()).Should().Equal(Own.Host.Models.OwnNames).And.Contain("mnist-dense");
        cases.Should().OnlyContain(one => (string?)one.Properties.Get("Category") == "Fast");
    }

    [Test]
    public void A_model_without_an_accepted_text_fails_and_leaves_its_summary()
    {
        using TemporaryFolder folder = Project();
        OfProject<int> fixture = new(folder.Path);

        Failure(() => fixture.Summary_is_the_snapshot("small"))
            .Should()
            .Match("*New snapshot:*repro snapshots accept 'OfProject.Summary_model=small'*");
        string received = Path.Combine(folder.Path, "snapshots", "OfProject.Summary_model=small.received.txt");
        File.ReadAllText(received)
            .Should()
            .Be(KerasSummary.Print(fixture.Host.Models.Parse("small"), new SummaryOptions()).Text)
            .And.Contain("Total params: 93,322");

        File.Move(received, received.Replace(".received.", ".verified.", StringComparison.Ordinal));
        fixture.Summary_is_the_snapshot("small");
    }

    [Test]
    public void A_summary_that_leaves_out_parameters_says_so()
    {
        using TemporaryFolder folder = Project();
        string file = Path.Combine(folder.Path, "configs", "models", "small.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"Dense\"", "\"Mine>Dense\"", StringComparison.Ordinal));
        OfProject<short> fixture = new(folder.Path);

        Failure(() => fixture.Summary_is_the_snapshot("small"))
            .Should()
            .Match("*Note: The parameters of the layer 'dense_*' (Mine>Dense) are not known, and the table counts 0:*");
    }

    [Test]
    public void A_changed_model_fails_with_the_lines_that_differ()
    {
        using TemporaryFolder folder = Project();
        OfProject<long> fixture = new(folder.Path);
        string verified = Path.Combine(folder.Path, "snapshots", "OfProject.Summary_model=small.verified.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
        string text = KerasSummary.Print(fixture.Host.Models.Parse("small"), new SummaryOptions()).Text;
        File.WriteAllText(verified, text.Replace("93,322", "93,321", StringComparison.Ordinal));

        Failure(() => fixture.Summary_is_the_snapshot("small")).Should().Match("*- Total params: 93,321*+ Total params: 93,322*");
    }

    // Without the context of its own the failure would be this spec's.
    private static string Failure(Action test)
    {
        using (new TestExecutionContext.IsolatedContext())
        {
            return test.Should().Throw<AssertionException>().Which.Message;
        }
    }

    private static TemporaryFolder Project()
    {
        TemporaryFolder folder = new();
        File.WriteAllText(Path.Combine(folder.Path, "reprosuite.json"), """{ "schema_version": 1 }""");
        string models = Path.Combine(folder.Path, "configs", "models");
        Directory.CreateDirectory(models);
        File.Copy(Repository.PathOf("configs", "models", "mnist-full.json"), Path.Combine(models, "small.json"));
        return folder;
    }

    // Open generic classes are not fixtures for NUnit.
    private sealed class OfProject<T>(string folder) : ModelSummaryFixture
    {
        protected override string? ProjectFolder => folder;
    }
}
