using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Data.Folders;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Data;

namespace Repro.Specs;

/// <summary>
/// What is too large for the process is refused before it is allocated: the runtime itself would abort (fault 23 of the reliability
/// review).
/// </summary>
[Category("Fast")]
internal sealed class MemoryNeedSpecs
{
    [Test]
    public void More_than_the_process_may_use_is_refused_with_both_sizes()
    {
        FluentActions
            .Invoking(() => MemoryNeed.Require(3L << 30, "model 'big'", 1L << 30))
            .Should()
            .Throw<InputException>()
            .WithMessage("There is not enough memory: model 'big' needs at least 3.0 GiB, and this process may use 1.0 GiB. *");
        FluentActions.Invoking(() => MemoryNeed.Require(1L << 30, "model 'big'", 1L << 30)).Should().NotThrow();
    }

    [Test]
    public void A_network_is_refused_by_its_weights()
    {
        ModelBuilder builder = ModelBuilder.Sequential("wide", new Shape(40_000));
        for (int layer = 0; layer < 1000; layer++)
        {
            builder.Add(new Dense(40_000) { Name = $"dense_{layer}", Activation = Activation.Softmax });
        }

        using CpuBackend backend = new(new CpuOptions(Threads: 1));

        FluentActions
            .Invoking(() => backend.Build(builder.Build(), new CompileOptions(Loss.CategoricalCrossentropy, null)))
            .Should()
            .Throw<InputException>()
            .WithMessage("There is not enough memory: model 'wide' needs at least 5.8 TiB*");
    }

    [Test]
    public void A_set_of_images_is_refused_by_its_size()
    {
        using TemporaryFolder root = new();
        ImageFixtures.WriteSplit(root, "set", "train", ("a", 10), ("b", 10));
        ImageSplit split = SpecData.Open(root.Path, "set", "train");

        FluentActions
            .Invoking(() => new DecodedImages(split, 500_000, 500_000))
            .Should()
            .Throw<InputException>()
            .WithMessage("There is not enough memory: the set of 20 images of 500000x500000 in *");
    }
}
