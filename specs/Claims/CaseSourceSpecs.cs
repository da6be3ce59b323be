using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using Repro.Hosting;
using Repro.NUnit;

namespace Repro.Specs.Claims;

/// <summary>A fixture that cannot make its cases is one case that says why.</summary>
[Category("Fast")]
internal sealed class CaseSourceSpecs
{
    [TestCase(typeof(OfConstructor<int>))]
    [TestCase(typeof(OfConfigure<int>))]
    public void What_the_code_of_a_fixture_throws_is_the_reason(Type fixture)
    {
        TestMethod test = new CaseSourceAttribute()
            .BuildFrom(new MethodWrapper(fixture, nameof(ClaimFixture.Claim_stands)), null)
            .Should()
            .ContainSingle()
            .Which;

        test.RunState.Should().Be(RunState.NotRunnable);
        test.Properties.Get(PropertyNames.SkipReason).Should().Be("NotSupportedException: made");
    }

    // Open generic classes are not fixtures for NUnit.
    private sealed class OfConstructor<T> : ClaimFixture
    {
        public OfConstructor() => throw new NotSupportedException("made");
    }

    private sealed class OfConfigure<T> : ClaimFixture
    {
        protected override void Configure(ReproHostBuilder host) => throw new NotSupportedException("made");
    }
}
