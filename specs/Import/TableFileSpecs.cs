using System.Text.Json.Nodes;
using Repro.Import.Evaluation.State;
using Repro.Import.Writing;
using Repro.Specs.Cli;

namespace Repro.Specs.Import;

/// <summary>What <c>repro import</c> reads of tables in text files.</summary>
[Category("Fast")]
internal sealed class TableFileSpecs
{
    private const string Start = """
        import numpy as np
        import pandas as pd
        import keras
        from keras import layers
        model = keras.Sequential([layers.Input((3,)), layers.Dense(8, activation='relu'), layers.Dense(1)])
        model.compile(optimizer='adam', loss='mse', metrics=['mae'])
        """;

    // The same model for two columns.
    private const string Narrow = """
        model = keras.Sequential([layers.Input((2,)), layers.Dense(1)])
        model.compile(optimizer='adam', loss='mse')
        """;

    // The project is to have a data set of these columns.
    [TestCase(
        "t = pd.read_csv('wine.csv')\nx, y = t.drop('grade', axis=1), t['grade']",
        """{"kind":"csv","file":"wine.csv","label":"grade"}"""
    )]
    [TestCase(
        "t = pd.read_csv('wine.csv')\ny = t.pop('grade')\nx = t.values.astype('float32')",
        """{"kind":"csv","file":"wine.csv","label":"grade"}"""
    )]
    [TestCase(
        "t = pd.read_csv('data/wine.csv', sep=';')\nx = t[['acid', 'sugar', 'salt']]\ny = t['grade'].values",
        """{"kind":"csv","file":"wine.csv","separator":"semicolon","label":"grade","inputs":["acid","sugar","salt"]}"""
    )]
    [TestCase("t = pd.read_csv('wine.csv')\nx, y = t.iloc[:, :-1], t.iloc[:, -1]", """{"kind":"csv","file":"wine.csv"}""")]
    [TestCase(
        "t = pd.read_csv('wine.csv')\ny = t.grade\ndel t['grade']\nt.head()\nx = t",
        """{"kind":"csv","file":"wine.csv","label":"grade"}"""
    )]
    [TestCase(
        "t = pd.read_csv('wine.csv')\ny = t['grade']\nt.drop(columns=['grade'], inplace=True)\nx = t",
        """{"kind":"csv","file":"wine.csv","label":"grade"}"""
    )]
    [TestCase("t = pd.read_csv('wine.csv').values\nx, y = t[:, 0:3], t[:, 3]", """{"kind":"csv","file":"wine.csv"}""")]
    [TestCase(
        "t = np.loadtxt('wine.csv', delimiter=',')\nx, y = t[:, 0:3], t[:, 3]",
        """{"kind":"csv","file":"wine.csv","header":false}"""
    )]
    [TestCase("t = np.loadtxt('wine.csv', delimiter=',', skiprows=1)\nx, y = t[:, :3], t[:, 3]", """{"kind":"csv","file":"wine.csv"}""")]
    [TestCase(
        "t = np.genfromtxt('wine.tsv', delimiter='\\t')\nx, y = t[:, 1:], t[:, 0]",
        """{"kind":"csv","file":"wine.tsv","header":false,"separator":"tab","label":"1"}"""
    )]
    [TestCase(
        "t = pd.read_csv('https://example.org/wine.csv', header=None, names=['a', 'b', 'c', 'd'])\nx, y = t[['a', 'c']], t['b']\n" + Narrow,
        """{"kind":"csv","file":"wine.csv","url":"https://example.org/wine.csv","header":false,"label":"2","inputs":["1","3"]}"""
    )]
    public void Columns_of_a_table_are_a_data_set(string code, string set)
    {
        ImportDraft draft = Draft(code, "model.fit(x, y, epochs=5, validation_split=0.2)");

        JsonNode.DeepEquals(JsonNode.Parse(draft.Arrays.Should().ContainSingle().Which.Json), JsonNode.Parse(set)).Should().BeTrue();
        JsonNode run = JsonNode.Parse(draft.Runs[0].Json!)!;
        run["data_set"]!.GetValue<string>().Should().Be("wine");
        int rows = draft.Arrays[0].Json.Contains("\"header\"", StringComparison.Ordinal) ? 101 : 100;
        run["train"]!["samples"]!.GetValue<int>().Should().Be((int)(rows * 0.8));
        run["train"]!["class_mode"]!.GetValue<string>().Should().Be("raw");
        run["validation"]!["subset"]!.ToJsonString().Should().Be("""{"part":"validation","validation_split":0.2,"loader":"fit"}""");
    }

    [TestCase(
        "t = np.loadtxt('wine.csv')\nx, y = t[:, :3], t[:, 3]",
        "'wine.csv' cannot be a data set of the kind csv: its cells are separated by spaces"
    )]
    [TestCase(
        "t = pd.read_csv('wine.csv', usecols=[1, 2])\nx, y = t[['a']], t['b']",
        "'wine.csv' cannot be a data set of the kind csv: the argument 'usecols' of 'read_csv' changes the table"
    )]
    [TestCase(
        "t = pd.read_csv('wine.csv', header=1)\nx, y = t[['a']], t['b']",
        "'wine.csv' cannot be a data set of the kind csv: its header is not the first line or is replaced"
    )]
    [TestCase(
        "t, u = pd.read_csv('x.csv'), pd.read_csv('y.csv')\nx, y = t, u['b']",
        "the inputs and the labels are in two files, 'x.csv' and 'y.csv'; a data set is one table"
    )]
    [TestCase(
        "t = pd.read_csv('wine.csv')\nx, y = t.iloc[:, 0:2], t.iloc[:, 3]",
        "the names of the columns that 'x, y' takes of 'wine.csv' are not known; declare the file as a data set of the kind csv and write the run file"
    )]
    [TestCase(
        "t = pd.read_csv('wine.csv').dropna()\nx, y = t.iloc[:, :-1], t.iloc[:, -1]",
        "the step 'dropna' at line 8 cannot be described in a run file"
    )]
    [TestCase(
        "t = pd.read_csv('wine.csv')\nt['d'] = 1\nx, y = t.iloc[:, :-1], t.iloc[:, -1]",
        "the step 'other a column that the program sets' at line 9 cannot be described in a run file"
    )]
    [TestCase(
        "t = pd.read_csv('wine.csv')\nt = t[t['acid'] > 10]\nx, y = t.iloc[:, :-1], t.iloc[:, -1]",
        "the step 'a choice of rows' at line 9 cannot be described in a run file"
    )]
    [TestCase(
        "t = pd.read_csv('wine.csv')\nt = t[chosen()]\nx, y = t.iloc[:, :-1], t.iloc[:, -1]",
        "the source of 'x, y' is not known: the rows or columns that are taken of 'wine.csv' are not known: the name 'chosen' is not set in the text"
    )]
    [TestCase(
        "import seaborn as sns\nfrom sklearn.model_selection import train_test_split\nt = sns.load_dataset('wine')\nx, _, y, _ = train_test_split(t[['a']], t['b'])",
        "the source of 'x, y' is not known: the result of 'seaborn.load_dataset' is not known before the program runs"
    )]
    [TestCase(
        "t = pd.read_csv('wine.csv')\nx, y = t.iloc[:, 0:1], t.iloc[:, -1]\nx, y = t[['acid', 'salt']], t['grade']",
        "'x, y' has 2 columns of 'wine.csv', but the model takes 3"
    )]
    public void What_a_data_set_cannot_have_is_reported(string code, string reason) =>
        Draft(code, "model.fit(x, y, epochs=5)").Runs[0].Reason.Should().Be(reason);

    // pandas changes the table itself, and says so nowhere behind the call.
    [TestCase("t.dropna(inplace=True)", "'dropna' in place")]
    [TestCase("t.sort_values('acid', inplace=True)", "'sort_values' in place")]
    [TestCase("t.drop(index=[3], inplace=True)", "'drop' in place")]
    [TestCase("t.rename(columns={'acid': 'a'}, inplace=True)", "'rename' in place")]
    [TestCase("t.clip(0, 1, inplace=bool(limit))", "'clip' in place")]
    [TestCase("t.columns = ['a', 'b', 'c', 'd']", "'columns' that the program sets")]
    [TestCase("t.acid = 0", "'acid' that the program sets")]
    [TestCase("del t[name()]", "a column that the program deletes")]
    [TestCase("t.insert(0, 'b', 1)", "'insert'")]
    [TestCase("old = t.update(other)", "'update'")]
    [TestCase("t.to_order()", "'to_order'")]
    [TestCase("if limit:\n    t.dropna(inplace=True)", "code that is not evaluated")]
    public void A_table_that_is_changed_in_place_is_another_one(string code, string step) =>
        Draft($"t = pd.read_csv('wine.csv')\n{code}\nx, y = t.iloc[:, :-1], t.iloc[:, -1]", "model.fit(x, y, epochs=5)")
            .Runs[0]
            .Reason.Should()
            .MatchRegex($"^the step 'other {step}' at lines? [0-9-]+ cannot be described in a run file$");

    [TestCase("np.random.shuffle(t)", "shuffle")]
    [TestCase("np.random.default_rng(1).shuffle(t)", "shuffle")]
    [TestCase("t.sort(axis=0)", "other 'sort'")]
    [TestCase("t[0] = 1", "other a column that the program sets")]
    public void Rows_of_an_array_in_another_order_are_other_samples(string code, string step) =>
        Draft($"t = np.loadtxt('wine.csv', delimiter=',')\n{code}\nx, y = t[:, 0:3], t[:, 3]", "model.fit(x, y, epochs=5)")
            .Runs[0]
            .Reason.Should()
            .Contain($"the step '{step}' at line 9");

    [Test]
    public void The_number_of_rows_is_that_of_the_file() =>
        Draft("t = pd.read_csv('wine.csv')\nx, y = t.iloc[:, :-1], t.iloc[:, -1]", "model.fit(x, y)", (_, _) => null)
            .Runs[0]
            .Reason.Should()
            .Be("the code does not tell the shape of 'x, y'; put 'wine.csv' in the data root (REPRO_DATA) and import again");

    [Test]
    public void The_last_rows_of_a_table_may_be_its_test()
    {
        ImportDraft draft = Draft(
            "t = np.loadtxt('wine.csv', delimiter=',')\nx_train, y_train = t[:80, :3], t[:80, 3]\nx_test, y_test = t[80:, :3], t[80:, 3]",
            "model.fit(x_train, y_train, epochs=5)\nmodel.evaluate(x_test, y_test)"
        );

        JsonNode run = JsonNode.Parse(draft.Runs[0].Json!)!;
        (run["train"]!["samples"]!.GetValue<int>(), run["test"]!["samples"]!.GetValue<int>()).Should().Be((80, 21));
        (run["test"]!["split"]!.GetValue<string>(), run["test"]!["subset"]!["part"]!.GetValue<string>())
            .Should()
            .Be(("train", "validation"));
    }

    [Test]
    public void A_second_import_finds_its_data_set()
    {
        using TemporaryFolder folder = new();
        string text =
            $"```python\n{Start}\nt = pd.read_csv('wine.csv')\nx, y = t[['a', 'b', 'c']], t['grade']\nmodel.fit(x, y, epochs=2)\n```\n";
        File.WriteAllText(folder.File("wine.csv"), "a,b,c,other,grade\n1,2,3,4,4\n2,3,4,5,5\n3,4,5,6,6\n");
        File.WriteAllText(folder.File("a.md"), text);
        Directory.CreateDirectory(folder.File("p"));
        File.WriteAllText(folder.File("p", "reprosuite.json"), "{\n  \"schema_version\": 1\n}\n");

        for (int time = 0; time < 2; time++)
        {
            Tool.Run(
                    new Dictionary<string, string> { ["REPRO_DATA"] = folder.Path },
                    "import",
                    folder.File("a.md"),
                    "--project",
                    folder.File("p")
                )
                .Code.Should()
                .Be(0);
        }

        File.ReadAllText(folder.File("p", "reprosuite.json")).Split("\"wine.csv\"").Should().HaveCount(2);
        File.ReadAllText(folder.File("p", "configs", "runs", "a-run.json")).Should().Contain("\"samples\": 3");
    }

    private static ImportDraft Draft(string code, string training, ArrayShapes? shapes = null) =>
        Drafts.Of($"```python\n{Start}\n{code}\n{training}\n```\n", shapes: shapes ?? ((_, _) => [101, 4]));
}
