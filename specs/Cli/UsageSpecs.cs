namespace Repro.Specs.Cli;

/// <summary>A command line that cannot be meant: one line that names the command in full and what it misses.</summary>
[Category("Fast")]
public class UsageSpecs
{
    [TestCase("repro: There is no command 'foo'. The commands are init, verify, report, import, claims, *, bench. See: repro --help", "foo", "bar")]
    [TestCase("repro: There is no command 'verfiy'. Did you mean 'verify'? The commands are init, verify, report, import, claims, *, bench. See: repro --help", "verfiy")]
    [TestCase("repro: The claim book has no claim 'd3-aug-28'. Did you mean 'd3-aug-82'? `repro claims --grep TEXT` finds ids.", "verify", "--claim", "d3-aug-28")]
    [TestCase("repro data: Which of status, fetch, split? See: repro data --help", "data")]
    [TestCase("repro data: There is no command 'foo'. The commands are status, fetch, split. See: repro data --help", "data", "foo")]
    [TestCase("repro data: Unknown option '--foo'. See: repro data --help", "data", "--foo")]
    [TestCase("repro data fetch: <name> is missing. * See: repro data fetch --help", "data", "fetch")]
    [TestCase("repro: There is no data set 'foo', and no weights of that name. These can be fetched: *mnist, fashion_mnist, cifar10, cifar100, imagenet_class_index, vgg16, resnet50*.", "data", "fetch", "foo")]
    [TestCase("repro: There is no data set 'minst', and no weights of that name. Did you mean 'mnist'? These can be fetched: *.", "data", "fetch", "minst")]
    [TestCase("repro claims: Required argument missing for option: '--grep'. See: repro claims --help", "claims", "--grep")]
    [TestCase("repro: The claim book has no group 'c01-mnist-test-acuracy'. Did you mean 'c01-mnist-test-accuracy'? `repro verify --groups` shows them all.", "claims", "--group", "c01-mnist-test-acuracy")]
    [TestCase("repro: The claim book has no group 'c0'. `repro verify --groups` shows them all.", "claims", "--group", "c0")]
    [TestCase("repro data split: <folder> is missing. * See: repro data split --help", "data", "split")]
    [TestCase("repro: Say which runs to accept by name, or --all. `repro baseline diff` shows them.", "baseline", "accept")]
    [TestCase("repro: Say which runs to accept by name, or --all. *", "baseline", "accept", "mnist-dense", "--all")]
    [TestCase("repro: --seeds chooses the seeds of one run; name that run alone.", "baseline", "accept", "mnist-dense", "mnist-strided", "--seeds", "1")]
    [TestCase("repro: --cores takes 1 to 1024.", "baseline", "cost", "--cores", "0")]
    [TestCase("repro: Say which to accept by name, or --all. `repro snapshots review` shows them.", "snapshots", "accept")]
    [TestCase("repro plan: --run names the runs; it takes none of --document, --tier and --claim. See: repro plan --help", "plan", "plan.json", "--run", "mnist-dense", "--document", "3")]
    [TestCase("repro: Say which runs: --run NAME, --document N, --tier T or --claim ID.", "plan", "plan.json", "--seeds", "1")]
    [TestCase("repro verify: --group selects the statements of a group and --claim one claim. Use one of them. *", "verify", "--group", "c01", "--claim", "d3-aug-82")]
    [TestCase("repro: The claim book has no group 'c0'. *", "verify", "--group", "c0")]
    [TestCase("repro: --run 'mnist-dense,mnist-strided' is not the name of a run. Repeat the option for several runs: --run mnist-dense --run mnist-strided", "plan", "plan.json", "--run", "mnist-dense,mnist-strided")]
    [TestCase("repro: '.' is a folder. Give a file that Keras saved, or the name of a model.", "summary", ".")]
    [TestCase("repro train: Option '--seeds' is required. <run> is missing. * See: repro train --help", "train")]
    [TestCase("repro predict: <model> is missing. * <picture> is missing. * See: repro predict --help", "predict")]
    [TestCase("repro train: Unknown option '--sees'. Did you mean '--seeds'? See: repro train --help", "train", "mnist-dense", "--sees", "1")]
    [TestCase("repro summary: Unknown argument 'b'. See: repro summary --help", "summary", "a", "b")]
    [TestCase("repro train: --epochs 'x' is no whole number. See: repro train --help", "train", "mnist-dense", "--seeds", "1", "--epochs", "x")]
    [TestCase("repro verify: --tier 'x' is none of fast, long, small. See: repro verify --help", "verify", "--tier", "x")]
    [TestCase("repro verify: --tier 'smal' is none of fast, long, small. Did you mean 'small'? See: repro verify --help", "verify", "--tier", "smal")]
    [TestCase("repro verify: --groups adds to the table; it takes neither --claim, *. See: repro verify --help", "verify", "--claim", "d3-aug-82", "--groups")]
    [TestCase("repro verify: --groups adds to the table; *, nor --json -. *", "verify", "--json", "-", "--groups")]
    [TestCase("repro: 'squeezenet1' is not a pretrained network. Did you mean 'squeezenet11'? *", "draw", "filters", "--model", "squeezenet1")]
    public void What_is_wrong_is_said_once(string message, params string[] arguments)
    {
        (int code, string output, string error) = Tool.Run(arguments);

        error.TrimEnd().Should().Match(message).And.NotContain("\n");
        output.Should().BeEmpty();
        code.Should().Be(2);
    }
}
