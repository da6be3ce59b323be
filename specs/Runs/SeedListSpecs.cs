using Repro.Runs;

namespace Repro.Specs.Runs;

[TestFixture]
[Category("Fast")]
internal sealed class SeedListSpecs
{
    [TestCase("1-5,8", new[] { 1, 2, 3, 4, 5, 8 })]
    [TestCase("3", new[] { 3 })]
    [TestCase("8, 1-2", new[] { 8, 1, 2 })]
    [TestCase("0-0", new[] { 0 })]
    public void Numbers_and_ranges_are_taken_in_order(string text, int[] seeds) => SeedList.Parse(text).Should().Equal(seeds);

    [TestCase("")]
    [TestCase("1,")]
    [TestCase("1-")]
    [TestCase("-1")]
    [TestCase("1-2-3")]
    [TestCase("one")]
    [TestCase("1.5")]
    [TestCase("5-1")]
    [TestCase("1-3,2")]
    [TestCase("0-2147483647")]
    [TestCase("99999999999")]
    public void Anything_else_is_refused(string text) =>
        FluentActions.Invoking(() => SeedList.Parse(text)).Should().Throw<InputException>().WithMessage("*Write them like 1-5,8.*");
}
