using System.Text;
using Repro.Import.Programs;

namespace Repro.Specs.Import.Code;

/// <summary>Programs that ask for too much of time, depth or memory are given up statement by statement.</summary>
[Category("Fast")]
internal sealed class HostileProgramSpecs
{
    private static readonly Dictionary<string, string> Hostile = new()
    {
        ["an endless loop"] = "while True: pass",
        ["an endless recursion"] = "def f(n):\n    return f(n + 1)\nf(0)",
        ["a list that doubles"] = "a = [0]\nfor i in range(60): a = a + a",
        ["a text that doubles"] = "a = 'x'\nfor i in range(60): a = a + a",
        ["a long text at once"] = "a = 'x' * 10 ** 12",
        ["a list of itself"] = "a = []\na.append(a)\nb = [a, a]\nx = f'{a}'\nprint(a == a)",
        ["a large range"] = "a = list(range(10 ** 9))",
        ["a large power"] = "a = 9 ** 9 ** 9",
        ["a million layers"] = "m = Sequential()\nfor i in range(10 ** 6): m.add(Dense(1, input_shape=(1,)))",
        ["networks in networks"] = "m = Sequential([Dense(1, input_shape=(1,))])\nfor i in range(60): m = Sequential([m, m, m])",
        ["wrappers in wrappers"] = "x = Dense(1)\nfor i in range(90): x = TimeDistributed(x)\nm = Sequential([x])",
        ["a network in itself"] = "m = Sequential()\nm.add(m)\nm.add(Dense(1, input_shape=(1,)))\nm.summary()",
        ["layers too large to count"] =
            "m = Sequential([Dense(10 ** 6, input_shape=(10 ** 6,)), Dense(10 ** 6), Dense(10 ** 6)])\nm.summary()",
        ["deep brackets"] = "a = " + new string('(', 5000) + new string(')', 5000),
        ["a chain of operators"] = "a = 1" + new StringBuilder().Insert(0, " + 1", 5000),
        ["a chain of signs"] = "a = " + new StringBuilder().Insert(0, "- ", 5000) + "1",
        ["a chain of lambdas"] = "a = " + new StringBuilder().Insert(0, "lambda: ", 5000) + "1",
        ["a chain of conditions"] = "a = " + new StringBuilder().Insert(0, "1 if 0 else ", 5000) + "1",
        ["a chain of attributes"] = "a = b" + new StringBuilder().Insert(0, ".c", 5000),
        ["a chain of calls"] = "a = b" + new StringBuilder().Insert(0, "()", 5000),
        ["deep blocks"] =
            string.Concat(Enumerable.Range(0, 500).Select(depth => new string(' ', depth) + "if 1:\n")) + new string(' ', 500) + "pass",
        ["formatted texts in formatted texts"] = "a = f\"{f'{f\"{1}\"}'}\"",
        ["a closing bracket"] = ")",
        ["control characters"] = "a = \u0001\u001b[2J",
        ["a functional network in a circle of names"] = "i = Input((2,))\nx = Dense(2)\nm = Model(i, x(x(x(i))))\nm2 = Model(m(i), x(i))",
    };

    private static IEnumerable<string> Names => Hostile.Keys;

    [TestCaseSource(nameof(Names))]
    public void Reading_ends_and_what_is_behind_is_read(string name)
    {
        ImportedProgram program = Programs.Python(Hostile[name] + "\n\n\nafter = 42\nmodel = Sequential([Dense(7, input_shape=(3,))])\n");

        program.Constants.Should().Contain(constant => constant.Name == "after" && constant.Number == 42);
    }

    [Test]
    public void An_open_bracket_takes_what_is_behind_it_and_is_reported()
    {
        ImportedProgram program = Programs.Python("before = 41\na = (1,\nb = 2\n\nafter = 42\n");

        program.Constants.Select(constant => constant.Name).Should().Equal("before");
        program.NotUnderstood.Should().ContainSingle().Which.Place.Line.Should().Be(2);
    }

    [Test]
    public void What_is_given_up_is_reported_and_not_known()
    {
        ImportedProgram program = Programs.Python("x = 1\nfor i in range(10 ** 4):\n  for j in range(10 ** 4):\n    x += 1\ny = x\n");

        program.Constants.Should().NotContain(constant => constant.Name == "y");
        program.NotUnderstood.Should().Contain(gap => gap.Place.Line == 2 && gap.Reason.Contains("steps"));
    }

    [TestCase("i = 0\nfor a in range(10 ** 4):\n  for b in range(10 ** 4):\n    i += 1\n", "the loop at line 2")]
    [TestCase("def count():\n  return [[b for b in range(10 ** 4)] for a in range(10 ** 4)]\n\nx = count()\n", "the function 'count'")]
    public void What_takes_too_many_steps_is_named(string code, string name) =>
        Programs
            .Python(code)
            .NotUnderstood.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Be($"the evaluation of {name} takes too many steps");

    [TestCase("def numbers():\n    while True:\n        for i in range(100):\n            x = i\n        yield x\n")]
    [TestCase("def numbers():\n    while True:\n        x = yield\n")]
    [TestCase("class Numbers:\n    def all(self):\n        while True:\n            yield 1\nnumbers = Numbers().all\n")]
    public void A_generator_function_is_not_evaluated(string generator)
    {
        ImportedProgram program = Programs.Python(
            generator + "\n\nfor one in numbers():\n    seen = one\nbatch = next(numbers())\nafter = 42\n"
        );

        program.NotUnderstood.Should().BeEmpty();
        program.Constants.Select(constant => constant.Name).Should().Equal("after");
    }
}
