using Repro.Claims;

namespace Repro.Specs.Claims;

[Category("Fast")]
internal sealed class SeedTextSpecs
{
    [TestCase(new int[] { }, "")]
    [TestCase(new[] { 3 }, "3")]
    [TestCase(new[] { 5, 4, 3, 2, 1, 8 }, "1-5,8")]
    [TestCase(new[] { 1, 3, 4, 7 }, "1,3-4,7")]
    public void Writes_ranges(int[] seeds, string text) => SeedText.Of(seeds).Should().Be(text);
}
