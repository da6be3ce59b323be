using System.Text;
using Repro.Data.Arrays;
using Repro.Project;
using Repro.Specs.Data.Sets;

namespace Repro.Specs.Data.Arrays;

/// <summary>The .npz files of <c>fixtures/arrays</c> were written by numpy; see <c>make.py</c> there.</summary>
[Category("Fast")]
internal sealed class NpzArraysSpecs
{
    private static readonly Dictionary<string, ArrayNames> Names = new()
    {
        ["train"] = new("x_train", "y_train"),
        ["test"] = new("x_test", "y_test"),
    };

    [Test]
    public void Bytes_stay_bytes()
    {
        ArraySplit train = Read("bytes.npz")["train"];

        (train.Samples, train.Length, train.Values.AreBytes).Should().Be((5, 12, true));
        train.Shape.Should().Equal(4, 3);
        train.Labels.Should().Equal(0, 2, 1, 2, 0);
        train.Values.Bytes(12, 3).ToArray().Should().Equal(84, 91, 98);
        train.Values.Times(1.0 / 255)[1].Should().Be(7f / 255f);
        train.Values.Largest.Should().Be(train.Values.Times(1).Max());
    }

    [Test]
    public void Floats_of_either_width_and_labels_of_any_width_are_numbers()
    {
        Dictionary<string, ArraySplit> splits = Read("floats.npz");

        splits["train"].Shape.Should().Equal(2, 2, 3);
        splits["train"].Labels.Should().Equal(0, 2, 1, 2, 0);
        splits["train"].Values.Times(2)[..4].Should().Equal(0, 1.75f, 3.5f, 5.25f);
        splits["test"].Values.Times(1).Should().Equal(splits["train"].Values.Times(1)[..24]);
        splits["test"].Labels.Should().Equal(0, 2);
        splits["train"].Values.Largest.Should().Be(splits["train"].Values.Times(1).Max());
    }

    [Test]
    public void Each_output_may_have_an_array_and_samples_may_have_weights()
    {
        ArraySplit split = Read("targets.npz", Targets("size", "weight"))["all"];

        (split.Samples, split.HasLabels).Should().Be((8, false));
        split.Outputs["kind"].Should().Match<ArrayTarget>(target => target.Width == 1);
        split.Outputs["kind"].Values.Should().Equal(0, 2, 1, 2, 0, 1, 1, 2);
        split.Outputs["size"].Width.Should().Be(2);
        split.SampleWeights.Should().Equal(1, 2, 0, 0.5f, 1, 3, 1, 0.25f);
        ArraySplit part = split.Part([3, 1]);
        part.Outputs["size"].Values.Should().Equal(2, 1, 1, 0.25f);
        part.SampleWeights.Should().Equal(0.5f, 2);
    }

    [TestCase("few", "weight", "*the array 'few' has 3 samples, but the inputs have 8.")]
    [TestCase("size", "few", "*the array 'few' has 3 samples, but the inputs have 8.")]
    [TestCase("size", "negative", "*array 'negative': the array has a weight below 0.")]
    [TestCase("broken", "weight", "*array 'broken': the array has a number that is NaN or infinite in sample 1;*")]
    [TestCase(
        "size",
        "size",
        "*array 'size': the array has the shape 8x2, but 'sample_weight' must have one weight for each sample. One for each position of a sample, as an array of two axes in Keras's fit(sample_weight=...), is not supported."
    )]
    [TestCase("gone", "weight", "*no array 'gone'. The file has x, kind,*")]
    public void Targets_and_weights_must_fit_the_samples(string target, string weight, string message) =>
        FluentActions.Invoking(() => Read("targets.npz", Targets(target, weight))).Should().Throw<InputException>().WithMessage(message);

    [TestCase("few", "the array 'few' has the shape 3; inputs need an axis of samples and at least one more, and none of length 0.")]
    public void Inputs_have_samples_and_numbers(string inputs, string message)
    {
        Dictionary<string, ArrayNames> names = Targets("size", "weight");
        names["all"] = names["all"] with { X = inputs };

        FluentActions.Invoking(() => Read("targets.npz", names)).Should().Throw<InputException>().WithMessage($"targets.npz: {message}");
    }

    private static Dictionary<string, ArrayNames> Targets(string target, string weight) =>
        new()
        {
            ["all"] = new("x", "")
            {
                Targets = new Dictionary<string, string> { ["kind"] = "kind", ["size"] = target },
                SampleWeight = weight,
            },
        };

    [TestCase("objects.npz", "*objects.npz, array 'x_train': the array has Python objects*executes code*")]
    [TestCase("fortran.npz", "*fortran.npz, array 'x_train': the array is in Fortran order*ascontiguousarray*")]
    public void What_is_not_read_is_refused(string file, string message) =>
        FluentActions.Invoking(() => Read(file)).Should().Throw<InputException>().WithMessage(message);

    [Test]
    public void A_missing_array_is_named_with_those_there_are()
    {
        Dictionary<string, ArrayNames> other = new() { ["train"] = new("images", "labels") };

        FluentActions
            .Invoking(() => Read("bytes.npz", other))
            .Should()
            .Throw<InputException>()
            .WithMessage("*no array 'images'. The file has x_train, y_train, x_test, y_test.*");
    }

    [TestCase("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }", 7, "*announces 2x3 numbers of type |u1, but has 7 bytes*")]
    [TestCase("{'descr': '|u1', 'fortran_order': False, 'shape': (2147483647, 2147483647), }", 6, "*has 6 bytes*")]
    [TestCase("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 3), }", 24, "*has type '>f4'*")]
    [TestCase("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", 8, "*header that does not give*")]
    [TestCase("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), 'more': 1}", 6, "*header that does not give*")]
    [TestCase("{'descr': '|u1', 'fortran_order': False, 'shape': (-2, 3), }", 6, "*header that does not give*")]
    [TestCase("{'descr': 'False', 'fortran_order': 'x', 'shape': (2, 3), }", 6, "*header that does not give*")]
    [TestCase("__import__('os').system('true')", 6, "*header that does not give*")]
    public void A_header_is_data_and_must_fit_the_data(string header, int bytes, string message) =>
        FluentActions
            .Invoking(() => NpyArray.Parse(Npy(header, new byte[bytes]), "a.npy"))
            .Should()
            .Throw<InputException>()
            .WithMessage("a.npy: the array " + message);

    [Test]
    public void Files_of_other_versions_or_cut_short_are_refused()
    {
        byte[] whole = Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }", new byte[6]);
        NpyArray.Parse(whole, "a").Shape.Should().Equal(2, 3);
        for (int length = 0; length < whole.Length; length++)
        {
            FluentActions.Invoking(() => NpyArray.Parse(whole.AsMemory(..length), "a")).Should().Throw<InputException>();
        }

        whole[6] = 4;
        FluentActions.Invoking(() => NpyArray.Parse(whole, "a")).Should().Throw<InputException>().WithMessage("*version 4*");
    }

    [TestCase("<f4", "(1,)", new byte[] { 0, 0, 0, 63 })]
    [TestCase("<f4", "(1,)", new byte[] { 0, 0, 192, 127 })]
    [TestCase("|i1", "(1,)", new byte[] { 255 })]
    [TestCase("|u1", "(1, 2)", new byte[] { 0, 1 })]
    [TestCase("<u8", "(1,)", new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 })]
    public void A_label_is_a_whole_number(string type, string shape, byte[] data) =>
        NpyArray.Parse(Npy($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}", data), "a").Labels().Should().BeNull();

    [Test]
    public void Numbers_that_are_no_labels_are_to_be_predicted()
    {
        ArraySplit split = ReadTrain(
            Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }", new byte[6]),
            Npy("{'descr': '|i1', 'fortran_order': False, 'shape': (2, 2), }", [1, 255, 2, 3])
        );

        split.HasLabels.Should().BeFalse();
        split.Target!.Width.Should().Be(2);
        split.Target.Values.Should().Equal(1, -1, 2, 3);
    }

    [TestCase(true, "*'x_train': the array has a number that is NaN or infinite in sample 1;*")]
    [TestCase(false, "*'y_train': the array has a number that is NaN or infinite in sample 1;*")]
    public void Numbers_that_are_not_finite_are_refused(bool ofInputs, string message)
    {
        byte[] ones = Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }", [0, 0, 128, 63, 0, 0, 128, 63]);
        byte[] notFinite = Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }", [0, 0, 128, 63, 0, 0, 192, 127]);

        FluentActions
            .Invoking(() => ReadTrain(ofInputs ? notFinite : ones, ofInputs ? ones : notFinite))
            .Should()
            .Throw<InputException>()
            .WithMessage(message);
    }

    private static ArraySplit ReadTrain(byte[] x, byte[] y) =>
        NpzArrays.Read(
            new MemoryStream(MadeZip.Of(("x_train.npy", x), ("y_train.npy", y))),
            "a.npz",
            new Dictionary<string, ArrayNames> { ["train"] = Names["train"] }
        )["train"];

    [Test]
    public void Images_and_labels_of_unequal_number_are_refused()
    {
        byte[] zip = MadeZip.Of(
            ("x_train.npy", Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }", new byte[6])),
            ("y_train.npy", Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", new byte[3]))
        );

        FluentActions
            .Invoking(() =>
                NpzArrays.Read(new MemoryStream(zip), "a.npz", new Dictionary<string, ArrayNames> { ["train"] = Names["train"] })
            )
            .Should()
            .Throw<InputException>()
            .WithMessage("*'x_train' has the shape 2x3 and 'y_train' has 3 labels*");
    }

    [Test]
    public void Arrays_that_need_more_memory_than_there_is_are_refused_before_they_are_unpacked()
    {
        byte[] zip = MadeZip.Of(
            ("x_train.npy", new byte[3 << 20]),
            ("y_train.npy", new byte[1 << 20]),
            ("not_read.npy", new byte[1 << 20])
        );
        Action Read(long available) =>
            () =>
                NpzArrays.Read(
                    new MemoryStream(zip),
                    "a.npz",
                    new Dictionary<string, ArrayNames> { ["train"] = Names["train"] },
                    available
                );

        Read((4 << 20) - 1)
            .Should()
            .Throw<InputException>()
            .WithMessage("There is not enough memory: the set of arrays in 'a.npz' needs at least 4.0 MiB, and this process may use *");
        Read(4 << 20).Should().Throw<InputException>().WithMessage("*does not begin as a .npy file does*");
    }

    internal static byte[] Npy(string header, byte[] data) =>
        [
            0x93,
            .. "NUMPY"u8,
            1,
            0,
            (byte)(header.Length + 1),
            (byte)((header.Length + 1) >> 8),
            .. Encoding.Latin1.GetBytes(header + "\n"),
            .. data,
        ];

    private static Dictionary<string, ArraySplit> Read(string file, Dictionary<string, ArrayNames>? names = null)
    {
        using FileStream stream = File.OpenRead(Repository.PathOf("fixtures", "arrays", file));
        return NpzArrays.Read(stream, file, names ?? Names);
    }
}
