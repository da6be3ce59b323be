using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using Repro.NUnit;

namespace Repro.Specs.Claims;

/// <summary>The fixtures of a project that cannot be read.</summary>
[Category("Fast")]
internal sealed class UnreadableProjectSpecs
{
    [Test]
    public void It_is_a_failing_case_with_every_category_so_that_no_filter_hides_it()
    {
        TestMethod refused = new CaseSourceAttribute()
            .BuildFrom(new MethodWrapper(typeof(OfNoProject<int>), nameof(ClaimFixture.Claim_stands)), null)
            .Single();

        refused.RunState.Should().Be(RunState.NotRunnable);
        ((string?)refused.Properties.Get(PropertyNames.SkipReason)).Should().Contain("reprosuite.json");
        refused
            .Properties[PropertyNames.Category]
            .Cast<string>()
            .Should()
            .Equal("Fast", "Small", "Long", "Recorded", "Pretrained", "Data", "Report");
    }

    // Generic, so that NUnit does not run it as a fixture of this assembly.
    private sealed class OfNoProject<T> : ClaimFixture
    {
        protected override string? ProjectFolder => Path.Combine(Path.GetTempPath(), "repro-no-such-project");
    }
}
