using Repro.Claims;

namespace Repro.Specs.Claims;

[Category("Fast")]
internal sealed class PlaceSpecs
{
    [TestCase("12")]
    [TestCase("12-20")]
    [TestCase("cell 8:3")]
    [TestCase("cell 0:3-5")]
    public void Every_form_is_read_and_printed(string text)
    {
        Place.TryParse(text, out Place? place).Should().BeTrue();
        place!.ToString().Should().Be(text);
    }

    [TestCase("")]
    [TestCase("0")]
    [TestCase("-3")]
    [TestCase("20-12")]
    [TestCase("cell 8")]
    [TestCase("cell -1:2")]
    [TestCase("Cell 8:3")]
    [TestCase("12 ")]
    [TestCase("99999999999")]
    [TestCase("cell 8:0")]
    public void Other_texts_are_not_places(string text) => Place.TryParse(text, out _).Should().BeFalse();

    [Test]
    public void Places_have_the_order_of_the_document()
    {
        Place[] places = [new(8, 3), new(1, 20), new(8, 3, 5), new(1, 2)];

        places.Order().Select(place => place.ToString()).Should().Equal("cell 1:2", "cell 1:20", "cell 8:3", "cell 8:3-5");
    }

    [TestCase("12-20", "20", true)]
    [TestCase("12-20", "21", false)]
    [TestCase("cell 8:3", "3", false)]
    public void Places_overlap_where_they_share_a_line(string one, string other, bool overlaps)
    {
        Place.TryParse(one, out Place? first).Should().BeTrue();
        Place.TryParse(other, out Place? second).Should().BeTrue();
        first!.Overlaps(second!).Should().Be(overlaps);
    }
}
