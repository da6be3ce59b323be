namespace Repro.Specs.Cli;

/// <summary>A command line that cannot be meant: one line that names the command in full and what it misses.</summary>
[Category("Fast")]
internal sealed class UsageSpecs
{
    [TestCase(
        "repro: Unknown command 'foo'. The commands are init, verify, report, import, claims, *, bench. See: repro --help",
        "foo",
        "bar"
    )]
    [TestCase(
        "repro: Unknown command 'verfiy'. Did you mean 'verify'? The commands are init, verify, report, import, claims, *, bench. See: repro --help",
        "verfiy"
    )]
    [TestCase(
        "repro: The project has no claim 'd3-aug-28'. Did you mean 'd3-aug-82'? Find ids with: repro claims --grep TEXT",
        "verify",
        "--claim",
        "d3-aug-28"
    )]
    [TestCase("repro data: A command is missing. The commands are status, fetch, split. See: repro data --help", "data")]
    [TestCase("repro data: Unknown command 'foo'. The commands are status, fetch, split. See: repro data --help", "data", "foo")]
    [TestCase("repro data: Unknown option '--foo'. See: repro data --help", "data", "--foo")]
    [TestCase("repro data fetch: NAME is missing. * See: repro data fetch --help", "data", "fetch")]
    [TestCase(
        "repro: There is no data set and there are no weights with the name 'foo'. These can be fetched: *mnist, fashion_mnist, cifar10, cifar100, imagenet_class_index, vgg16, resnet50*.",
        "data",
        "fetch",
        "foo"
    )]
    [TestCase(
        "repro: There is no data set and there are no weights with the name 'minst'. Did you mean 'mnist'? These can be fetched: *.",
        "data",
        "fetch",
        "minst"
    )]
    [TestCase("repro claims: Required argument missing for option: '--grep'. See: repro claims --help", "claims", "--grep")]
    [TestCase(
        "repro: The project has no group 'c01-mnist-test-acuracy'. Did you mean 'c01-mnist-test-accuracy'? List the groups with: repro verify --groups",
        "claims",
        "--group",
        "c01-mnist-test-acuracy"
    )]
    [TestCase("repro: The project has no group 'c0'. List the groups with: repro verify --groups", "claims", "--group", "c0")]
    [TestCase("repro data split: FOLDER is missing. * See: repro data split --help", "data", "split")]
    [TestCase("repro: Name the runs to accept, or give --all. `repro baseline diff` shows them.", "baseline", "accept")]
    [TestCase("repro: Name the runs to accept, or give --all. *", "baseline", "accept", "mnist-dense", "--all")]
    [TestCase("repro: --seeds requires exactly one run.", "baseline", "accept", "mnist-dense", "mnist-strided", "--seeds", "1")]
    [TestCase("repro: --cores 0 is out of range. Give a number from 1 to 1024.", "baseline", "cost", "--cores", "0")]
    [TestCase("repro: Name the snapshots to accept, or give --all. `repro snapshots review` shows them.", "snapshots", "accept")]
    [TestCase(
        "repro plan: --run cannot be combined with --document, --tier or --claim. See: repro plan --help",
        "plan",
        "plan.json",
        "--run",
        "mnist-dense",
        "--document",
        "3"
    )]
    [TestCase(
        "repro: No runs are selected. Give --run NAME, --document ID, --tier TIER or --claim ID.",
        "plan",
        "plan.json",
        "--seeds",
        "1"
    )]
    [TestCase("repro verify: --group and --claim cannot be combined. *", "verify", "--group", "c01", "--claim", "d3-aug-82")]
    [TestCase("repro: The project has no group 'c0'. *", "verify", "--group", "c0")]
    [TestCase(
        "repro: --run 'mnist-dense,mnist-strided' is not the name of a run. Repeat the option for several runs: --run mnist-dense --run mnist-strided",
        "plan",
        "plan.json",
        "--run",
        "mnist-dense,mnist-strided"
    )]
    [TestCase("repro: '.' is a folder. Give a file that Keras saved or the name of a model.", "summary", ".")]
    [TestCase("repro train: Option '--seeds' is required. RUN is missing. * See: repro train --help", "train")]
    [TestCase("repro predict: MODEL is missing. * IMAGE is missing. * See: repro predict --help", "predict")]
    [TestCase(
        "repro train: Unknown option '--sees'. Did you mean '--seeds'? See: repro train --help",
        "train",
        "mnist-dense",
        "--sees",
        "1"
    )]
    [TestCase("repro summary: Unknown argument 'b'. See: repro summary --help", "summary", "a", "b")]
    [TestCase(
        "repro train: --epochs 'x' is not a whole number. See: repro train --help",
        "train",
        "mnist-dense",
        "--seeds",
        "1",
        "--epochs",
        "x"
    )]
    [TestCase("repro verify: --tier 'x' must be one of fast, long, small. See: repro verify --help", "verify", "--tier", "x")]
    [TestCase(
        "repro verify: --tier 'smal' must be one of fast, long, small. Did you mean 'small'? See: repro verify --help",
        "verify",
        "--tier",
        "smal"
    )]
    [TestCase(
        "repro verify: --groups cannot be combined with --claim *. See: repro verify --help",
        "verify",
        "--claim",
        "d3-aug-82",
        "--groups"
    )]
    [TestCase(
        "repro verify: --groups cannot be combined with --claim or with --json without a file. *",
        "verify",
        "--json",
        "-",
        "--groups"
    )]
    [TestCase(
        "repro: 'squeezenet1' is not a pretrained model. Did you mean 'squeezenet11'? *",
        "draw",
        "filters",
        "--model",
        "squeezenet1"
    )]
    public void What_is_wrong_is_said_once(string message, params string[] arguments)
    {
        (int code, string output, string error) = Tool.Run(arguments);

        error.TrimEnd().Should().Match(message).And.NotContain("\n");
        output.Should().BeEmpty();
        code.Should().Be(2);
    }
}
