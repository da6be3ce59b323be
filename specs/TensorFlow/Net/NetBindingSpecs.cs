using Repro.TensorFlow.Seam;
using Repro.TensorFlow.TensorFlowNet;

namespace Repro.Specs.TensorFlow.Net;

/// <summary>The binding over TensorFlow.NET where it is left out, and where there is nothing for it to bind to.</summary>
[Category("Fast")]
internal sealed class NetBindingSpecs
{
    [Test]
    public void A_build_without_it_says_how_to_get_it()
    {
        if (TensorFlowNetBinding.IsCompiled)
        {
            Assert.Ignore("This build has the binding.");
        }

        FluentActions
            .Invoking(() => TensorFlowNetBinding.Open(0, new EagerOptions()))
            .Should()
            .Throw<InputException>()
            .WithMessage("*'tensorflow.net' is not in this build*-p:FullPackages=true*-p:TensorFlowNetAssembly=FILE*'c-api'*");
    }

    [Test]
    public void Without_a_native_library_it_asks_for_one_before_anything_is_touched()
    {
        if (!TensorFlowNetBinding.IsCompiled)
        {
            Assert.Ignore("This build leaves the binding out.");
        }

        if (TensorFlowNetBinding.BringsLibrary)
        {
            Assert.Ignore("This build brings a library along.");
        }

        FluentActions
            .Invoking(() => TensorFlowNetBinding.Open(0, new EagerOptions()))
            .Should()
            .Throw<InputException>()
            .WithMessage("*REPRO_LIBTENSORFLOW*");
    }
}
