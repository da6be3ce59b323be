namespace Repro.Specs.Inputs;

[TestFixture]
[Category("Fast")]
internal sealed class SpellingSpecs
{
    private static readonly string[] Known = ["mnist-convnet", "mnist-dense", "train", "verify"];

    [TestCase("mnist-convnett", "mnist-convnet")]
    [TestCase("Mnist-Convnet", "mnist-convnet")]
    [TestCase("mnist-cnovnet", "mnist-convnet")]
    [TestCase("tarin", "train")]
    [TestCase("veryfi", "verify")]
    public void The_nearest_known_name_is_offered(string word, string meant) =>
        Spelling.Suggestion(word, Known).Should().Be($" Did you mean '{meant}'?");

    [TestCase("resnet")]
    [TestCase("x")]
    [TestCase("")]
    [TestCase("mnist")]
    public void Another_word_gets_no_offer(string word) => Spelling.Suggestion(word, Known).Should().BeEmpty();

    [TestCase("kitten", "sitting", 3)]
    [TestCase("ab", "ba", 1)]
    [TestCase("", "abc", 3)]
    [TestCase("same", "same", 0)]
    public void A_distance_counts_letters_put_in_left_out_exchanged_and_swapped(string left, string right, int distance) =>
        (Spelling.Distance(left, right), Spelling.Distance(right, left)).Should().Be((distance, distance));
}
