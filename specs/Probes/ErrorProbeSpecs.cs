using Repro.Claims;
using Repro.Probes;

namespace Repro.Specs.Probes;

[Category("Fast")]
public class ErrorProbeSpecs
{
    [Test]
    public void A_data_set_that_is_not_there_is_named_by_the_error() =>
        new ErrorProbe().Measure(Address.Parse("error:data-set[made_up/train]/open"))
            .Should().BeOfType<Measurement.Thrown>().Which.Message.Should().Contain("made_up/train").And.NotContain(Path.GetTempPath());

    [Test]
    public void A_saved_model_that_is_not_there_is_named_by_the_error() =>
        new ErrorProbe().Measure(Address.Parse("error:load_model[a.h5]/message"))
            .Should().BeOfType<Measurement.Thrown>().Which.Message.Should().Contain("a.h5").And.NotContain(Path.GetTempPath());

    [Test]
    public void What_is_not_built_is_not_provoked() =>
        new ErrorProbe().Measure(Address.Parse("error:vgg16-top/message")).Should().BeOfType<Measurement.NotBuilt>();

    [TestCase("error:data-set/open")]
    [TestCase("error:load_model/message")]
    [TestCase("error:load_model[../a.h5]/message")]
    [TestCase("error:coffee[cup]/open")]
    public void An_unknown_address_is_an_error_of_the_book(string address)
    {
        Action measure = () => new ErrorProbe().Measure(Address.Parse(address));

        measure.Should().Throw<AddressException>();
    }
}
