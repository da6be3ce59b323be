using System.Text.RegularExpressions;

namespace Repro.Specs.TensorFlow.Net;

/// <summary>Whether TensorFlow.NET's path can run on the library of SciSharp's GPU package, by the symbols that it touches.</summary>
[Category("Fast")]
internal sealed partial class NetSymbolSpecs
{
    private static readonly string[] OffThePath = ["variables", "graphs"];

    [Test]
    public void All_that_the_binding_touches_is_in_2_11_1()
    {
        string[] path = [.. Imports().Where(import => !OffThePath.Contains(import.Use)).Select(import => import.Symbol)];

        path.Should().HaveCountGreaterThan(40);
        path.Except(Exported()).Should().BeEmpty();
    }

    [Test]
    public void Three_that_variables_and_graphs_need_are_not()
    {
        Imports()
            .Select(import => import.Symbol)
            .Except(Exported())
            .Should()
            .Equal("TF_GetHandleShapeAndType", "TF_SetAttr", "TF_SetHandleShapeAndType");
    }

    [Test]
    public void What_the_binding_calls_by_name_is_in_the_list()
    {
        string folder = Repository.PathOf("src", "Repro.TensorFlow", "TensorFlowNet", "Compiled");
        string[] called =
        [
            .. Directory
                .EnumerateFiles(folder, "*.cs")
                .SelectMany(file => Call().Matches(File.ReadAllText(file)))
                .Select(match => match.Groups[1].Value)
                .Distinct(),
        ];

        called.Should().Contain("TFE_TensorHandleResolve");
        called.Except(Imports().Where(import => !OffThePath.Contains(import.Use)).Select(import => import.Symbol)).Should().BeEmpty();
    }

    private static IEnumerable<(string Symbol, string Use)> Imports() =>
        from line in File.ReadLines(Repository.PathOf("fixtures", "tensorflow", "tensorflow-net-0.150.0.csv")).Skip(1)
        let fields = line.Split(',')
        select (fields[0], fields[1]);

    private static HashSet<string> Exported() => [.. File.ReadLines(Repository.PathOf("fixtures", "tensorflow", "symbols-2.11.1.txt"))];

    [GeneratedRegex(@"c_api\.(TFE?_\w+)")]
    private static partial Regex Call();
}
