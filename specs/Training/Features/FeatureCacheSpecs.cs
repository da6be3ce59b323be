using Repro.Backends;
using Repro.Training.Features;

namespace Repro.Specs.Training.Features;

[TestFixture]
[Category("Fast")]
internal sealed class FeatureCacheSpecs
{
    private static readonly FeatureKey Key = new(
        "vgg16-base-150",
        null,
        null,
        "weights",
        "cats_and_dogs_small/train",
        "pixels",
        150,
        150,
        20,
        "rescale 0.00392156862745098",
        "Cpu",
        "conv=1"
    );

    private readonly List<string> _said = [];
    private TemporaryFolder _folder = null!;
    private int _computed;

    private FeatureCache Cache => new(_folder.Path, _said.Add);

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _said.Clear();
        _computed = 0;
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Features_are_computed_once_and_read_back_to_the_bit()
    {
        Get(Key);
        ExtractedFeatures again = Get(Key);

        _computed.Should().Be(1);
        again.X.Shape.Should().Equal(3, 2, 2);
        again.X.Values.Select(BitConverter.SingleToInt32Bits).Should().Equal(Computed().X.Values.Select(BitConverter.SingleToInt32Bits));
        again.Y.Values.Should().Equal(0, 1, 0);
        again.Flattened.Shape.Should().Equal(3, 4);
        _said.Should().BeEmpty();
    }

    private static IEnumerable<FeatureKey> OtherKeys()
    {
        yield return Key with
        {
            Base = "vgg16-base-any",
        };
        yield return Key with
        {
            Layer = "block4_pool",
        };
        yield return Key with
        {
            Pooling = "avg",
        };
        yield return Key with
        {
            WeightsSha256 = "other",
        };
        yield return Key with
        {
            Part = "cats_and_dogs_small/test",
        };
        yield return Key with
        {
            PixelsSha256 = "other",
        };
        yield return Key with
        {
            Height = 151,
        };
        yield return Key with
        {
            BatchSize = 10,
        };
        yield return Key with
        {
            Preprocessing = "caffe",
        };
        yield return Key with
        {
            Backend = "TensorFlow",
        };
        yield return Key with
        {
            Arithmetic = "conv=2",
        };
    }

    [TestCaseSource(nameof(OtherKeys))]
    public void Another_key_has_another_file(FeatureKey other)
    {
        Get(Key);
        Get(other);

        _computed.Should().Be(2);
        Cache.PathOf(other).Should().NotBe(Cache.PathOf(Key));
    }

    [TestCase(0)]
    [TestCase(40)]
    [TestCase(-1)]
    public void A_damaged_file_costs_one_line_and_is_made_anew(int at)
    {
        Get(Key);
        string path = Cache.PathOf(Key);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[at < 0 ? ^1 : at] ^= 1;
        File.WriteAllBytes(path, bytes);

        Get(Key);
        Get(Key);

        _computed.Should().Be(2);
        _said.Should().ContainSingle().Which.Should().Match("features: *is damaged*computed again.").And.NotContain("\n");
    }

    [Test]
    public void A_file_of_another_key_under_this_ones_name_is_not_taken()
    {
        Get(Key with { WeightsSha256 = "other" });
        File.Move(Cache.PathOf(Key with { WeightsSha256 = "other" }), Cache.PathOf(Key));

        Get(Key);

        _computed.Should().Be(2);
        _said.Should().ContainSingle();
    }

    [Test]
    public void A_file_cut_short_is_made_anew()
    {
        Get(Key);
        using (FileStream file = File.OpenWrite(Cache.PathOf(Key)))
        {
            file.SetLength(file.Length / 2);
        }

        Get(Key);

        _computed.Should().Be(2);
    }

    private ExtractedFeatures Get(FeatureKey key) =>
        Cache.Get(
            key,
            3,
            [2, 2],
            () =>
            {
                _computed++;
                return Computed();
            }
        );

    private static ExtractedFeatures Computed() =>
        new(new Tensor([0.1f, -0f, float.Epsilon, 4, 5, 6, 7, 8, 9, 10, 11, 1e30f], 3, 2, 2), new Tensor([0, 1, 0], 3, 1));
}
