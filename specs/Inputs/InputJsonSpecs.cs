using System.Text.Json;
using Repro.Inputs;

namespace Repro.Specs.Inputs;

/// <summary>JSON that is valid for other programs and not for this one ends in one sentence with its line, whatever reads it.</summary>
[Category("Fast")]
internal sealed class InputJsonSpecs
{
    [TestCase("{\"a\": \"\\ud800\"}", "line 1, column 7: the text has half of a surrogate pair.")]
    [TestCase("{\n\"\\udc00\": 1}", "line 2, column 1: the text has half of a surrogate pair.")]
    [TestCase("{\"a\": {\"b\": 1,\n \"b\": 2}}", "line 2, column 2: the key 'b' is given twice.")]
    [TestCase("{\"a\": 1, \"\\u0061\": 2}", "line 1, column 10: the key 'a' is given twice.")]
    [TestCase("{\"a\": \"x\\u0000\"}", "line 1, column 7: the text has the character U+0000.")]
    [TestCase("{\"\\u0000\": 1}", "line 1, column 2: the text has the character U+0000.")]
    [TestCase("[1e999]", "line 1, column 2: the number is too large.")]
    [TestCase("[-1e999]", "line 1, column 2: the number is too large.")]
    [TestCase("[NaN]", "line 1, column 2: 'N' is not the start of a value. A value is *. JSON has no NaN.")]
    [TestCase("[Infinity]", "line 1, column 2: 'I' is not the start of a value. A value is *. JSON has no Infinity.")]
    [TestCase("{\"a\": True}", "line 1, column 7: 'T' is not the start of a value. A value is *. Write true.")]
    [TestCase("", "the file is empty.")]
    [TestCase(" \n", "the file is empty.")]
    [TestCase("[1] 2", "line 1, column 5: the end of the file is expected, but '2' is there.")]
    [TestCase("{/* why */}", "line 1, column *: comments are not allowed here. Remove the comment.")]
    [TestCase("{\"ä😀\": 1 \"b\": 2}", "line 1, column 11: a comma, or the end of the list or object, is expected, but '\"' is there.")]
    [TestCase("{\"a\" 1}", "line 1, column 6: a colon is expected after the key, but '1' is there.")]
    [TestCase("{a: 1}", "line 1, column 2: a key in double quotes is expected, but 'a' is there.")]
    [TestCase(
        "{'a': 1}",
        "line 1, column 2: a key in double quotes is expected, but ''' is there. Write texts and keys in straight double quotes."
    )]
    [TestCase("[1,\n2,\n]", "line 3, column 1: there is a comma behind the last item of the list or object. Remove it.")]
    [TestCase("{\"a\": [1,", "line 1, column 9: the file ends before its value is complete.")]
    [TestCase("{\"a\": \"b", "line 1, column 9: the file ends inside of a text: its closing double quote is missing.")]
    [TestCase("{\"a\": \"b\n}", "line 1, column 9: the text does not end on its line: its closing double quote is missing.")]
    [TestCase("[nul]", "line 1, column *: '*' is not a value; null is expected.")]
    [TestCase("[01]", "line 1, column *: a number must not begin with 0 before other digits.")]
    [TestCase("[1.]", "line 1, column *: the number is not complete, or ']' does not belong to it.")]
    [TestCase(
        "{“a”: 1}",
        "line 1, column 2: a key in double quotes is expected, but '“' is there. Write texts and keys in straight double quotes."
    )]
    [TestCase("{\"a\": ’b’}", "line 1, column 7: '’' is not the start of a value. * Write texts and keys in straight double quotes.")]
    [TestCase("{\"a\": 1 é}", "line 1, column 9: a comma, or the end of the list or object, is expected, but 'é' is there.")]
    [TestCase("{\u00a0\"a\": 1}", "line 1, column 2: a key in double quotes is expected, but 'U+00A0' is there.")]
    [TestCase("{\"a\": 0,01}", "line 1, column 9: a key in double quotes is expected, but '0' is there. Write 0.01.")]
    [TestCase("{\"a\":-1,5e-3, \"b\": 2}", "line 1, column 9: a key in double quotes is expected, but '5' is there. Write -1.5e-3.")]
    [TestCase("{\"a\": 20,000}", "line 1, column 10: a key in double quotes is expected, but '0' is there. Write 20000 or 20.000.")]
    [TestCase("{\"a\": 1,000,000}", "line 1, column 9: a key in double quotes is expected, but '0' is there.")]
    [TestCase("{\"a\": \"1\",01}", "line 1, column 11: a key in double quotes is expected, but '0' is there.")]
    public void What_is_refused_is_named_with_its_line(string text, string message) =>
        FluentActions
            .Invoking(() => InputJson.Parse(text, "here.json", "a test", "Write another."))
            .Should()
            .Throw<InputException>()
            .WithMessage($"here.json: cannot be read as a test: {message} Write another.");

    [Test]
    public void Half_a_pair_that_is_not_escaped_is_refused_too() =>
        FluentActions
            .Invoking(() => InputJson.Parse($"[\"{(char)0xD800}\"]", "here.json", "a test"))
            .Should()
            .Throw<InputException>()
            .WithMessage("here.json: *half of a surrogate pair.");

    [Test]
    public void Nesting_has_a_limit() =>
        FluentActions
            .Invoking(() => InputJson.Parse(new string('[', 1_000_000), "here.json", "a test"))
            .Should()
            .Throw<InputException>()
            .WithMessage("here.json: *nested to a depth of more than 64.");

    [Test]
    public void The_same_key_in_two_objects_and_whole_pairs_are_fine()
    {
        using JsonDocument document = InputJson.Parse("""[{"a": "\ud83d\ude00"}, {"a": {"a": 1e308}}]""", "here.json", "a test");

        document.RootElement[0].GetProperty("a").GetString().Should().Be("😀");
    }

    [TestCase("\"x\"", typeof(int), "a whole number of at most 2147483647")]
    [TestCase("99999999999", typeof(int), "a whole number of at most 2147483647")]
    [TestCase("null", typeof(int), "a whole number of at most 2147483647")]
    [TestCase("\"x\"", typeof(int?), "a whole number of at most 2147483647")]
    [TestCase("{}", typeof(double), "a number")]
    [TestCase("1", typeof(bool), "true or false")]
    [TestCase("[]", typeof(string), "a text")]
    [TestCase("\"x\"", typeof(DateTimeOffset), "a time such as 2026-01-31T12:00:00+00:00")]
    [TestCase("{}", typeof(IReadOnlyList<int>), "a list")]
    [TestCase("[]", typeof(IReadOnlyDictionary<string, int>), "an object")]
    public void A_value_of_another_type_is_named_with_its_key_and_what_is_expected(string value, Type type, string expected) =>
        FluentActions
            .Invoking(() =>
                typeof(InputJsonSpecs)
                    .GetMethod(nameof(ReadTable), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
                    .MakeGenericMethod(type)
                    .Invoke(null, [$"{{\"a\":\n{value}}}"])
            )
            .Should()
            .Throw<System.Reflection.TargetInvocationException>()
            .WithInnerException<InputException>()
            .WithMessage($"here.json: cannot be read as a test: line 2: 'a' must be {expected}.");

    private static void ReadTable<T>(string text) =>
        InputJson.Read<Dictionary<string, T>>(text, "here.json", "a test", JsonSerializerOptions.Default);

    [TestCase("{ \"a\": / }", "line 1, column 8: '/' is not the start of a value. * A comment begins with // or /?.")]
    [TestCase("{ \"a\": 1 / }", "line 1, column 10: '/' is not the start of a value. * A comment begins with // or /?.")]
    [TestCase("{ \"a\": 1 } /* why", "line 1, column *: the file ends inside of a comment: its closing ?/ is missing.")]
    public void Where_comments_are_allowed_half_of_one_is_named(string text, string message) =>
        FluentActions
            .Invoking(() => InputJson.Parse(text, "here.json", "a test", comments: true))
            .Should()
            .Throw<InputException>()
            .WithMessage($"here.json: cannot be read as a test: {message}");

    [Test]
    public void Comments_are_allowed_where_the_caller_says_so()
    {
        using JsonDocument document = InputJson.Document("{ /* why */ \"a\": 1, }", comments: true);

        document.RootElement.GetProperty("a").GetInt32().Should().Be(1);
    }
}
