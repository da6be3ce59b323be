using System.Text.RegularExpressions;
using Repro.TensorFlow.CApi;

namespace Repro.Specs.TensorFlow.Native;

/// <summary>
/// Whether the C API binding can run on a library, by the symbols that it touches: against those of TensorFlow 2.11.1, the nearest
/// thing at hand to SciSharp's GPU package (<c>fixtures/tensorflow/tensorflow-net.md</c> says how the list was made).
/// </summary>
[Category("Fast")]
internal sealed partial class SymbolSpecs
{
    [Test]
    public void None_that_the_binding_touches_is_missing_in_2_11_1()
    {
        string[] exported = File.ReadAllLines(Repository.PathOf("fixtures", "tensorflow", "symbols-2.11.1.txt"));

        exported.Should().HaveCount(585);
        CFunctions.Symbols.Should().HaveCountGreaterThan(30);
        CFunctions.Symbols.Except(exported).Should().BeEmpty();
    }

    [Test]
    public void The_list_is_what_the_code_calls()
    {
        string[] called =
        [
            .. Directory
                .EnumerateFiles(Repository.PathOf("src", "Repro.TensorFlow", "CApi"), "*.cs")
                .SelectMany(file => Call().Matches(File.ReadAllText(file)))
                .Select(match => match.Groups[1].Value)
                .Distinct(),
        ];

        called.Should().BeEquivalentTo(CFunctions.Symbols);
    }

    [GeneratedRegex(@"\b_?functions\.(TFE?_\w+)\(")]
    private static partial Regex Call();
}
