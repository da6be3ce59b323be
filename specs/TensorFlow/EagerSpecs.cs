using Repro.Backends.Cpu.Threading;
using Repro.TensorFlow.Native;
using Repro.TensorFlow.Seam;

namespace Repro.Specs.TensorFlow;

/// <summary>The seam, executed through the binding that is chosen: what the op mapping relies on, whichever it is.</summary>
[Category("Fast")]
[Category("TensorFlow")]
[NonParallelizable]
internal sealed class EagerSpecs
{
    private long _live;

    // One for the process, and not ours to dispose of.
    private static IEager Eager => Library.Require();

    [SetUp]
    public void Count_what_lives() => _live = Eager.Counters.LiveTensors;

    [TearDown]
    public void Nothing_is_left()
    {
        if (Library.Where is not null)
        {
            Eager.Counters.LiveTensors.Should().Be(_live);
        }
    }

    [Test]
    public void It_says_what_it_is()
    {
        Eager.Binding.Should().Be(Library.Binding);
        Eager.LibraryVersion.Should().MatchRegex(@"^2\.\d+\.\d+");
        Eager.Device.Type.Should().Be("CPU");
        Eager.Device.ShortName.Should().Be("CPU:0");
        Eager.Devices.Should().Contain(Eager.Device);
    }

    [Test]
    public void Values_come_back_as_they_went()
    {
        float[] values = [1, -2, float.Epsilon, float.NaN, float.MaxValue, -0f];
        using EagerTensor tensor = Eager.Upload(values, 2, 3);

        float[] back = new float[6];
        Eager.Download(tensor, back);

        back.Select(BitConverter.SingleToInt32Bits).Should().Equal(values.Select(BitConverter.SingleToInt32Bits));
    }

    [Test]
    public void A_convolution_with_every_kind_of_attribute()
    {
        EagerOp conv = new(
            "Conv2D",
            "conv",
            new EagerAttribute.Integers("strides", 1, 1, 1, 1),
            new EagerAttribute.Text("padding", "VALID"),
            new EagerAttribute.Text("data_format", "NHWC"),
            new EagerAttribute.Flag("use_cudnn_on_gpu", true),
            new EagerAttribute.DataType("T", 1)
        );
        using EagerTensor x = Eager.Upload([1, 2, 3, 4, 5, 6, 7, 8, 9], 1, 3, 3, 1);
        using EagerTensor kernel = Eager.Upload([1, 10, 100, 1000], 2, 2, 1, 1);

        Run(conv, [x, kernel], 4).Should().Equal(5421, 6532, 8754, 9865);
        Run(new("LeakyRelu", "relu", new EagerAttribute.Real("alpha", 0.5f)), [x], 9).Should().Equal(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    [Test]
    public void Integers_say_axes()
    {
        using EagerTensor x = Eager.Upload([1, 2, 3, 4, 5, 6], 2, 3);
        using EagerTensor axes = Eager.UploadIntegers(0);

        Run(new("Sum", "sum", new EagerAttribute.Flag("keep_dims", false)), [x, axes], 3).Should().Equal(5, 7, 9);
    }

    // Wrong shapes, an attribute's wrong value, an op and an attribute that are not: TensorFlow's words, and the layer's name.
    [TestCase("MatMul", "transpose_a", "Matrix size-incompatible")]
    [TestCase("NoSuchOp", "", "'NoSuchOp'")]
    [TestCase("MatMul", "no_such_attribute", "no_such_attribute")]
    [TestCase("MatMul", "T", "'T' is of another kind than Flag")]
    public void What_fails_inside_TensorFlow_is_told_with_the_layers_name(string name, string flag, string words)
    {
        EagerOp op = flag.Length == 0 ? new(name, "block1/dense_7") : new(name, "block1/dense_7", new EagerAttribute.Flag(flag, false));
        using EagerTensor x = Eager.Upload([1, 2, 3, 4, 5, 6], 2, 3);
        EagerTensor[] outputs = new EagerTensor[1];

        EagerException failure = FluentActions.Invoking(() => Eager.Execute(op, [x, x], outputs)).Should().Throw<EagerException>().Which;

        failure.Layer.Should().Be("block1/dense_7");
        failure.Op.Should().Be(name);
        failure.Message.Should().StartWith($"Layer 'block1/dense_7': TensorFlow's {name} failed: ").And.Contain(words);
        outputs.Should().Equal([null!]);
        // The next op does not inherit the failure.
        Run(new("Relu", "relu"), [x], 6).Should().Equal(1, 2, 3, 4, 5, 6);
    }

    [Test]
    public void Too_few_outputs_are_refused_and_too_many_too()
    {
        using EagerTensor x = Eager.Upload([1, 2], 2);

        FluentActions
            .Invoking(() => Eager.Execute(new("Relu", "relu"), [x], new EagerTensor[2]))
            .Should()
            .Throw<EagerException>()
            .WithMessage("*it has 1 outputs, but 2*");
        FluentActions.Invoking(() => Eager.Execute(new("Relu", "relu"), [x], [])).Should().Throw<EagerException>();
    }

    [Test]
    public void Tensors_that_do_not_fit_are_refused_before_TensorFlow_sees_them()
    {
        FluentActions
            .Invoking(() => Eager.Upload([1, 2, 3], 2, 2))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*2x2 has 4 values, but 3*");
        using EagerTensor integers = Eager.UploadIntegers(1, 2);
        FluentActions
            .Invoking(() => Eager.Download(integers, new float[2]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*type *, not float32*");
        using EagerTensor x = Eager.Upload([1, 2], 2);
        FluentActions
            .Invoking(() => Eager.Download(x, new float[3]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*2 values*room for 3*");
        EagerTensor gone = Eager.Upload([1], 1);
        gone.Dispose();
        FluentActions.Invoking(() => Eager.Download(gone, new float[1])).Should().Throw<ObjectDisposedException>();
    }

    [Test]
    public void Executions_and_their_time_are_counted()
    {
        using EagerTensor x = Eager.Upload([1, 2], 2);
        (long executions, long ticks) = (Eager.Counters.Executions, Eager.Counters.ExecuteTicks);

        for (int i = 0; i < 3; i++)
        {
            _ = Run(new("Relu", "relu"), [x], 2);
        }

        (Eager.Counters.Executions - executions).Should().Be(3);
        Eager.Counters.ExecuteTicks.Should().BeGreaterThan(ticks);
    }

    [Test]
    public void An_op_through_the_C_API_leaves_little_garbage()
    {
        if (Library.Binding != "c-api")
        {
            Assert.Ignore("TensorFlow.NET makes lists and arrays of its own for every op.");
        }

        using EagerTensor x = Eager.Upload(new float[1000], 1000);
        EagerOp relu = new("Relu", "relu", new EagerAttribute.DataType("T", 1));
        EagerTensor[] outputs = new EagerTensor[1];
        Once();
        long bytes = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 100; i++)
        {
            Once();
        }

        // The output's own object alone: a handle, its owner, the counters and a flag.
        ((GC.GetAllocatedBytesForCurrentThread() - bytes) / 100)
            .Should()
            .BeLessThanOrEqualTo(64);

        void Once()
        {
            Eager.Execute(relu, [x], outputs);
            outputs[0].Dispose();
        }
    }

    [Test]
    public void A_second_one_may_go_before_its_last_tensor()
    {
        IEager second = Library.Open(threads: 1);
        EagerTensor tensor = second.Upload([1, 2], 2);
        FluentActions
            .Invoking(() => Eager.Download(tensor, new float[2]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*another binding*");

        second.Dispose();
        second.Dispose();
        FluentActions.Invoking(() => second.Upload([1], 1)).Should().Throw<ObjectDisposedException>();
        tensor.Dispose();

        second.Counters.LiveTensors.Should().Be(0);
    }

    [Test]
    public void Numbers_below_the_normal_range_are_kept_in_every_thread_of_ours()
    {
        using Workers workers = new(2);
        using EagerTensor x = Eager.Upload([1e-39f, 2], 2);
        _ = Run(new("Relu", "relu"), [x], 2);

        FluentActions.Invoking(workers.CheckDenormals).Should().NotThrow();
        // Also in a thread that is made after the library was loaded.
        using Workers later = new(3);
        FluentActions.Invoking(later.CheckDenormals).Should().NotThrow();
    }

    [Test]
    public void Native_code_sees_the_variables_and_the_runtime_need_not()
    {
        NativeEnvironment.Get("TF_DETERMINISTIC_OPS").Should().Be("1");
        NativeEnvironment.Get("NVIDIA_TF32_OVERRIDE").Should().Be("0");
        NativeEnvironment.Get("TF_CPP_MIN_LOG_LEVEL").Should().Be(Environment.GetEnvironmentVariable("TF_CPP_MIN_LOG_LEVEL") ?? "3");
    }

    [Test]
    public void A_process_has_one_library_with_one_set_of_settings()
    {
        FluentActions
            .Invoking(() => NativeTensorFlow.Load(Library.Where!, new EagerOptions(Tf32: true)))
            .Should()
            .Throw<InputException>()
            .WithMessage("*fixed when it is loaded*");
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("libtensorflow.so"), "");
        FluentActions
            .Invoking(() => NativeTensorFlow.Load(folder.Path, new EagerOptions()))
            .Should()
            .Throw<InputException>()
            .WithMessage("*cannot live in one*");
    }

    private float[] Run(EagerOp op, EagerTensor[] inputs, int count)
    {
        EagerTensor[] outputs = new EagerTensor[1];
        Eager.Execute(op, inputs, outputs);
        using EagerTensor output = outputs[0];
        float[] values = new float[count];
        Eager.Download(output, values);
        return values;
    }
}
