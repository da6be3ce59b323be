namespace Repro.Specs;

[Category("Fast")]
internal sealed class CountedSpecs
{
    [TestCase(0, "0 jobs")]
    [TestCase(1, "1 job")]
    [TestCase(2, "2 jobs")]
    public void One_thing_is_in_the_singular(int number, string text) => Counted.Of(number, "job").Should().Be(text);

    [Test]
    public void A_plural_of_its_own_is_given() =>
        (Counted.Of(1, "class", "classes"), Counted.Of(3, "class", "classes")).Should().Be(("1 class", "3 classes"));
}
