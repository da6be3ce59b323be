using Repro.TensorFlow.Seam;

namespace Repro.Specs.TensorFlow.Native;

/// <summary>The C API binding, executed.</summary>
[Category("Fast")]
[Category("TensorFlow")]
public class CEagerSpecs
{
    private long _live;

    // One for the process, and not ours to dispose of.
    private static IEager Eager => Library.Require();

    [SetUp]
    public void Count_what_lives() => _live = Eager.Counters.LiveTensors;

    [TearDown]
    public void Nothing_is_left()
    {
        if (Library.Where is not null) Eager.Counters.LiveTensors.Should().Be(_live);
    }

    [Test]
    public void It_says_what_it_is()
    {
        Eager.Binding.Should().Be("c-api");
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
            new EagerAttribute.DataType("T", 1));
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
