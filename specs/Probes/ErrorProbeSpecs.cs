using Repro.Claims;
using Repro.Probes;

namespace Repro.Specs.Probes;

[Category("Fast")]
internal sealed class ErrorProbeSpecs
{
    [Test]
    public void A_data_set_that_is_not_there_is_named_by_the_error() =>
        new ErrorProbe()
            .Measure(Address.Parse("error:data-set[made_up/train]/open"))
            .Should()
            .BeOfType<Measurement.Thrown>()
            .Which.Message.Should()
            .Contain("made_up/train")
            .And.NotContain(Path.GetTempPath());

    [Test]
    public void A_saved_model_that_is_not_there_is_named_by_the_error() =>
        new ErrorProbe()
            .Measure(Address.Parse("error:load_model[a.h5]/message"))
            .Should()
            .BeOfType<Measurement.Thrown>()
            .Which.Message.Should()
            .Contain("a.h5")
            .And.NotContain(Path.GetTempPath());

    [Test]
    public void ImageNets_weights_with_the_top_take_one_size_of_image()
    {
        new ErrorProbe()
            .Measure(Address.Parse("error:vgg16-top{imagenet, 150x150x3}/build"))
            .Should()
            .BeOfType<Measurement.Thrown>()
            .Which.Message.Should()
            .Contain("224x224x3")
            .And.Contain("150x150x3");
        new ErrorProbe().Measure(Address.Parse("error:vgg16-top{imagenet, 224x224x3}/build")).Should().BeOfType<Measurement.Exact>();
        new ErrorProbe().Measure(Address.Parse("error:vgg16-top{random, 150x150x3}/build")).Should().BeOfType<Measurement.Exact>();
    }

    [TestCase("error:data-set/open")]
    [TestCase("error:load_model/message")]
    [TestCase("error:load_model[../a.h5]/message")]
    [TestCase("error:vgg16-top/message")]
    [TestCase("error:vgg16-top{imagenet, large}/build")]
    [TestCase("error:coffee[cup]/open")]
    public void An_unknown_address_is_an_error_of_the_book(string address)
    {
        Action measure = () => new ErrorProbe().Measure(Address.Parse(address));

        measure.Should().Throw<AddressException>();
    }
}
