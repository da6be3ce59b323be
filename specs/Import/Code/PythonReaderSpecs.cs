using Repro.Import.Programs;
using Repro.Import.Python;
using Repro.Import.Python.Syntax;

namespace Repro.Specs.Import.Code;

/// <summary>The reader of Python and its evaluation of what is known.</summary>
[Category("Fast")]
internal sealed class PythonReaderSpecs
{
    [TestCase("x = 1 + 2 * 3", "7")]
    [TestCase("x = -2 ** 2", "-4")]
    [TestCase("x = 2 ** 3 ** 2", "512")]
    [TestCase("x = 7 // 2, -7 // 2, -7 % 3", "(3, -4, 2)")]
    [TestCase("x = 1 < 2 < 3 and not 3 < 2 < 1", "True")]
    [TestCase("x = [i * i for i in range(6) if i % 2 == 0]", "[0, 4, 16]")]
    [TestCase("x = [1, 2, 3, 4][-2:] + [5]", "[3, 4, 5]")]
    [TestCase("x = [3, 1, 2][::-1]", "[2, 1, 3]")]
    [TestCase("x = 'a' 'b' + f'{1 + 1:03d}-{\"c\"}{{}}'", "'ab002-c{}'")]
    [TestCase("x = '{} of {:.2f}'.format(1, 2)", "'1 of 2.00'")]
    [TestCase("x = '%d%%' % 5", "'5%'")]
    [TestCase("x = (lambda a, b=2: a * b)(4)", "8")]
    [TestCase("x = 5 if 2 > 1 else 6", "5")]
    [TestCase("x = 1e-4", "0.0001")]
    [TestCase("x = 1e-05", "1e-05")]
    [TestCase("x = 0x10 + 1_000", "1016")]
    [TestCase("(a, b), *c = (1, 2), 3, 4\nx = (a, b, c[1])", "(1, 2, 4)")]
    [TestCase("d = dict(a=1, **{'b': 2})\nx = d['a'] + d.get('b') + d.get('c', 3)", "6")]
    [TestCase("def f(*args, **kwargs):\n    return len(args) + kwargs['k']\nx = f(1, 2, k=5)", "7")]
    [TestCase("def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nx = fib(7)", "13")]
    [TestCase("x = 0\nwhile True:\n    x += 3\n    if x > 10: break", "12")]
    [TestCase("x = 1; x = x \\\n  + 1", "2")]
    [TestCase(
        "class A:\n    k = 3\n    def __init__(self, n):\n        self.n = n\n    def m(self):\n        return self.n * self.k\nx = A(4).m()",
        "12"
    )]
    [TestCase("import numpy as np\nx = np.zeros((2, 3)).reshape(-1, 2).shape", "(3, 2)")]
    [TestCase("import os\nx = os.path.join('a', 'b') + '.h5'", "'a/b.h5'")]
    [TestCase("from pathlib import Path\nx = str(Path('a') / 'b' / 'c.png')", "'a/b/c.png'")]
    [TestCase("x = ','.join(str(i) for i in range(3))", "'0,1,2'")]
    [TestCase(
        "import numpy as np\na = np.zeros((6, 2, 3))\nx = a[..., np.newaxis].shape + a[:4, 0].shape + a[-1].shape",
        "(6, 2, 3, 1, 4, 3, 2, 3)"
    )]
    public void Known_values_are_evaluated_as_Python_does(string code, string expected) =>
        Programs.Python(code).Constants.Last(constant => constant.Name == "x").Value.Should().Be(expected);

    [TestCase("x = random.random()")]
    [TestCase("x = open('f').read()")]
    [TestCase("x = 10 ** 400")]
    [TestCase("x = 1 / 0")]
    [TestCase("x = undefined_name + 1")]
    [TestCase("n = 0\nfor line in open('f'):\n    n += 1\nx = n")]
    [TestCase("x = 1\nif time.time() > 5:\n    x = 2")]
    public void Other_values_are_not_known(string code) =>
        (Programs.Python(code).Constants.LastOrDefault(constant => constant.Name == "x")?.Value ?? "1").Should().Be("1");

    [Test]
    public void A_statement_that_cannot_be_read_takes_its_block_with_it()
    {
        IReadOnlyList<Statement> statements = PythonReader.Read("a = 1\nif a = 2:\n    b = 1\n    c = 2\nd = 3\n", 10);

        statements
            .Select(statement => (statement.GetType().Name, statement.First, statement.Last))
            .Should()
            .Equal((nameof(Assignment), 10, 10), (nameof(UnreadStatement), 11, 13), (nameof(Assignment), 14, 14));
    }

    [Test]
    public void Commands_of_notebooks_are_no_Python()
    {
        IReadOnlyList<Statement> statements = PythonReader.Read("%%time\n!pip install x\nx = 1\n");

        statements
            .Select(statement => statement.GetType().Name)
            .Should()
            .Equal(nameof(MagicStatement), nameof(MagicStatement), nameof(Assignment));
    }

    [Test]
    public void Lines_are_those_of_the_text()
    {
        ImportedProgram program = Programs.Python(
            """
            a = (1,
                 2)
            s = '''x
            y'''
            b = 3
            """
        );

        program
            .Constants.Select(constant => (constant.Name, constant.Place.Line, constant.Place.LastLine))
            .Should()
            .Equal(("a", 1, 2), ("s", 3, 4), ("b", 5, 5));
    }
}
