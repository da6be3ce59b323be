using Repro.Claims;
using Repro.Data.Catalog;
using Repro.Keras.Catalog;
using Repro.Probes;
using Repro.Probes.Forms;
using Repro.Probes.Runs;
using Repro.Runs;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Specs.Probes;

[Category("Fast")]
internal sealed class RunProbeSpecs
{
    [TestCase("val_acc@last", 0.80)]
    [TestCase("val_acc@best", 0.85)]
    [TestCase("val_loss@best", 0.4)]
    [TestCase("val_loss@argmin", 3)]
    [TestCase("val_acc@epoch=2", 0.7)]
    [TestCase("val_acc@tail", 0.80)]
    [TestCase("acc_gap@last", 0.15)]
    [TestCase("val_loss_rise", 0.3)]
    [TestCase("val_acc@argmax", 3)]
    [TestCase("loss_gap@last", 0.4)]
    [TestCase("val_acc_smoothed@epoch=1", 0.6)]
    [TestCase("val_acc_smoothed@epoch=2", 0.62)]
    [TestCase("val_loss_smoothed@best", 0.544)]
    [TestCase("val_loss_smoothed@argmin", 3)]
    [TestCase("acc_gap_smoothed@epoch=2", -0.08)]
    [TestCase("seconds_per_epoch", 2.5)]
    [TestCase("data_waiting_share", 0.02)]
    [TestCase("first_epoch_train_above_val", 3)]
    public void One_seed_becomes_one_number(string quantity, double value) =>
        Values($"run:catsdogs-scratch/{quantity}")[1].Should().BeApproximately(value, 1e-12);

    [TestCase(1, 1)]
    [TestCase(5, 1)]
    [TestCase(10, 1)]
    [TestCase(11, 2)]
    [TestCase(30, 3)]
    [TestCase(100, 10)]
    public void The_tail_is_the_last_tenth(int epochs, int length) => RunQuantity.TailLength(epochs).Should().Be(length);

    [TestCase("val_acc_gain@last", 0.1)]
    [TestCase("val_acc_relative_gain@last", 0.125)]
    public void Two_runs_are_compared_seed_by_seed(string quantity, double value)
    {
        // The other run's accuracies all lie 0.1 higher.
        Values($"run:catsdogs-augmented[vs catsdogs-scratch]/{quantity}")[1].Should().BeApproximately(value, 1e-12);
    }

    [Test]
    public void Error_reduction_is_of_the_test_errors()
    {
        // 1 - (1 - 0.99) / (1 - 0.98)
        Values("run:mnist-convnet[vs mnist-dense]/test_error_reduction@last")[1].Should().BeApproximately(0.5, 1e-12);
    }

    [Test]
    public void The_test_gap_is_training_above_test_accuracy() =>
        Values("run:mnist-convnet/test_gap@last")[1].Should().BeApproximately(0.95 - 0.99, 1e-12);

    [Test]
    public void Declared_seeds_come_from_the_configuration() =>
        ((Measurement.Seeds)Probe().Measure(Address.Parse("run:catsdogs-scratch/val_acc@last")))
            .Declared.Should()
            .Equal(Own.Runs.Load("catsdogs-scratch").Seeds);

    [Test]
    public void Nothing_recorded_is_missing_and_says_how_to_record()
    {
        RunProbe probe = new(Own.Runs, _ => []);

        probe
            .Measure(Address.Parse("run:mnist-convnet/test_acc@last"))
            .Should()
            .BeOfType<Measurement.Missing>()
            .Which.Should()
            .Match<Measurement.Missing>(missing => missing.What.Contains("mnist-convnet") && missing.Remedy.Contains("--seeds 1-10"));
    }

    [Test]
    public void A_run_whose_base_lacks_its_weights_names_the_file()
    {
        using TemporaryFolder root = new();
        RunProbe probe = new(Own.Runs, _ => [], dataRoot: root.Path);
        Measurement.Missing Missing() =>
            probe.Measure(Address.Parse("run:vgg16-finetune-100/test_acc@last")).Should().BeOfType<Measurement.Missing>().Subject;

        Missing().What.Should().Contain("vgg16/vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5");
        Missing().Remedy.Should().Contain("repro data fetch vgg16");

        Directory.CreateDirectory(root.File("vgg16"));
        File.WriteAllText(root.File("vgg16", "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5"), "");
        Missing()
            .Should()
            .Match<Measurement.Missing>(missing =>
                missing.What == "the data set cats_and_dogs_small" && missing.Remedy.Contains("repro data split", StringComparison.Ordinal)
            );

        Directory.CreateDirectory(root.File("cats_and_dogs_small"));
        Missing().What.Should().Be("no recorded training of run vgg16-finetune-100");
    }

    [TestCase("run:mnist-convnet/test_accuracy@last", "a run has no quantity 'test_accuracy'. Did you mean 'test_acc'?")]
    [TestCase("run:mnist-convnet/accuracy@last", "a run has no quantity 'accuracy'. Did you mean 'train_acc'?")]
    [TestCase("run:mnist/test_acc@last", "Unknown run 'mnist'. The runs are ")]
    [TestCase(
        "run:mnist-convnet/val_acc@last",
        "has no validation set, which gives 'val_acc'. Declare 'validation' in its run file and train it again, or remove the claim."
    )]
    [TestCase("run:mnist-convnet/test_acc", "takes a selector")]
    [TestCase("run:mnist-convnet/speed@last", "no quantity")]
    [TestCase("run:mnist-convnet/train_acc@epoch=6", "5 epochs")]
    [TestCase(
        "run:mnist-convnet[vs mnist-convnett]/test_error_reduction@last",
        "Unknown run 'mnist-convnett'. Did you mean 'mnist-convnet'?"
    )]
    [TestCase("run:mnist-convnet[vs mnist-dense]/speed_gain@last", "no metric")]
    [TestCase("run:catsdogs-scratch/seconds_per_epoch@last", "does not have a selector")]
    [TestCase("run:mnist-convnet/acc_gap_smoothed@last", "has no validation set")]
    [TestCase(
        "run:vgg16-features-512/test_acc@last",
        "run 'vgg16-features-512' has no test set, which gives 'test_acc'. Declare 'test' in its run file and train it again, or remove the claim."
    )]
    [TestCase("run:mnist-convnet/test_mae@last", "does not record 'mae'. It records loss, acc; others are named in 'metrics' of its file.")]
    [TestCase("run:mnist-convnet/test_acc@best", "the test split is evaluated once, after the last epoch. Use @last.")]
    [TestCase("run:mnist-convnet/test_acc@epoch=3", "the test split is evaluated once, after the last epoch. Use @last.")]
    [TestCase("run:catsdogs-augmented[cat.1700 conv2d_8]/blank_channels@tail", "Use @last")]
    [TestCase("run:catsdogs-augmented[cat.1701 conv2d_8]/blank_channels@last", "does not put that image and layer on record")]
    [TestCase("run:catsdogs-augmented[cat.1700 conv2d_6]/zero_share@last", "does not put that image and layer on record")]
    [TestCase("run:catsdogs-scratch[cat.1700 conv2d_8]/zero_share@last", "does not put that image and layer on record")]
    [TestCase("run:mnist-convnet[over mnist-dense]/test_acc@last", "no argument")]
    public void An_unknown_address_is_an_error_of_the_book(string address, string message)
    {
        Action measure = () => Probe().Measure(Address.Parse(address));

        measure.Should().Throw<AddressException>().WithMessage($"*{message}*");
    }

    [TestCase("run:broken/test_acc@last")]
    [TestCase("arithmetic:run-cost[broken]/multiply_adds")]
    [TestCase("data:mnist{broken}[train_images]/max_value")]
    public void A_run_file_that_is_not_valid_is_an_error_of_its_claims_alone(string address)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("broken.json"), "{");
        RunCatalog runs = new(folder.Path, ModelCatalog.BuiltIn, DataCatalog.BuiltIn);
        Address parsed = Address.Parse(address);
        IProbe probe = BuiltInProbes.All(new ProbeServices(Own.Settings, runs, folder.Path)).Single(probe => probe.Prefix == parsed.Probe);

        FluentActions
            .Invoking(() => probe.Measure(parsed))
            .Should()
            .Throw<AddressException>()
            .WithMessage($"'{address}': {folder.File("broken.json")}: cannot be read as a run's configuration*");
    }

    [Test]
    public void What_trained_layers_show_comes_from_the_record() =>
        Values("run:catsdogs-augmented[cat.1700 conv2d_8]/blank_channels@last").Should().Equal(new Dictionary<int, double> { [1] = 7 });

    [Test]
    public void A_record_of_an_older_version_has_no_times() => Values("run:catsdogs-scratch/seconds_per_epoch").Keys.Should().Equal(1);

    private static IReadOnlyDictionary<int, double> Values(string address) =>
        ((Measurement.Seeds)Probe().Measure(Address.Parse(address))).Backends.Single().Values;

    private static RunProbe Probe() =>
        new(
            Own.Runs,
            run =>
                [
                    new RunHistories("Cpu", Seeds(run.Name), "2026-01-02", "made")
                    {
                        Records = new Dictionary<int, RunRecord> { [1] = Record(10), [2] = Record(null) },
                    },
                ]
        );

    private static RunRecord Record(double? seconds) =>
        Repro.Evidence.Baseline.Find(Repository.PathOf("baselines"), "mnist-dense", "Cpu")!.Records[1] with
        {
            Epochs = 4,
            Seconds = seconds,
            WaitedSeconds = seconds / 50,
            Observed = seconds is null ? null : new Dictionary<string, double> { ["blank_channels[cat.1700 conv2d_8]"] = 7 },
        };

    private static Dictionary<int, IReadOnlyList<EpochMetrics>> Seeds(string run)
    {
        double higher = run == "catsdogs-augmented" ? 0.1 : 0;
        double test = run == "mnist-dense" ? 0.98 : 0.99;
        return new() { [1] = [Epoch(1, 0.5, 0.6, 0.6), Epoch(2, 0.7, 0.7, 0.5), Epoch(3, 0.9, 0.85, 0.4), Epoch(4, 0.95, 0.8, 0.7)] };

        EpochMetrics Epoch(int number, double train, double val, double loss) =>
            new(
                number,
                new Dictionary<string, double>
                {
                    ["train_acc"] = train,
                    ["val_acc"] = val + higher,
                    ["train_loss"] = 0.3,
                    ["val_loss"] = loss,
                    ["test_acc"] = test,
                }
            );
    }
}
