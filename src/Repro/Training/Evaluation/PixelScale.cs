using Repro.Data.Batches;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Training.Evaluation;

/// <summary>What is done to pixels of 0 to 255 before a model gets them.</summary>
internal sealed class PixelScale
{
    private readonly Func<float, float> _value;
    private readonly float[] _values;
    private readonly Action<float[]>? _then;

    private PixelScale(string name, string meaning, Func<float, float> value, Action<float[]>? then = null)
    {
        Name = name;
        Meaning = meaning;
        _value = value;
        _values = [.. Enumerable.Range(0, 256).Select(pixel => value(pixel))];
        _then = then;
    }

    /// <summary>Keras's <c>rescale=1./255</c>.</summary>
    public static PixelScale Unit { get; } = new("1/255", "pixels times 1/255", pixel => (float)(pixel * (1.0 / 255)));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PixelScale> All { get; } =
    [
        Unit,
        new("none", "pixels of 0 to 255", pixel => pixel),
        new("caffe", "BGR minus ImageNet's means (caffe)", pixel => pixel, values => CaffePreprocessing.Preprocess(values)),
        new("-1..1", "pixels scaled to -1..1", pixel => pixel / 127.5f - 1f),
    ];

    /// <summary>Of arrays whose numbers are not pixels of 0 to 255.</summary>
    internal static PixelScale Numbers { get; } = new("none", "numbers as they are", pixel => pixel) { AreNumbers = true, RunFactor = 1 };

    /// <summary>The factor of a run, which arrays of other numbers than pixels take too; null for a scale that an option names.</summary>
    internal double? RunFactor { get; private init; }

    /// <summary>Whether it is of numbers that are not pixels of 0 to 255.</summary>
    internal bool AreNumbers { get; private init; }

    /// <summary>How the option names it.</summary>
    public string Name { get; }

    /// <summary>For a line of results.</summary>
    public string Meaning { get; }

    /// <summary>Whether it takes red, green and blue.</summary>
    public bool NeedsColor => _then is not null;

    /// <summary>What is assumed where nobody says it: 1/255, but for a model that scales its pixels itself.</summary>
    internal static PixelScale AssumedFor(Model model) =>
        FlattenedModel.Of(model).Nodes.Any(node => node.Layer is Rescaling or Normalization) ? Named("none") : Unit;

    /// <summary>A run's own factor.</summary>
    internal static PixelScale Of(double rescale) =>
        new(
            rescale == 1.0 / 255 ? Unit.Name : FormattableString.Invariant($"{rescale}"),
            rescale == 1.0 / 255 ? Unit.Meaning : FormattableString.Invariant($"pixels times {rescale}"),
            pixel => (float)(pixel * rescale)
        )
        {
            RunFactor = rescale,
        };

    /// <summary>Of arrays whose numbers are not pixels of 0 to 255, times a run's factor.</summary>
    internal static PixelScale NumbersTimes(double factor) =>
        factor == 1
            ? Numbers
            : new PixelScale(
                FormattableString.Invariant($"{factor}"),
                FormattableString.Invariant($"numbers times {factor}"),
                pixel => (float)(pixel * factor)
            )
            {
                AreNumbers = true,
            };

    /// <exception cref="InputException">There is none of that name.</exception>
    public static PixelScale Named(string name) =>
        All.FirstOrDefault(scale => scale.Name == name)
        ?? throw new InputException($"--scale '{name}' must be one of {string.Join(", ", All.Select(scale => scale.Name))}.");

    /// <param name="x">As many values as pixels.</param>
    internal void Write(ReadOnlySpan<byte> pixels, Span<float> x)
    {
        for (int index = 0; index < pixels.Length; index++)
        {
            x[index] = _values[pixels[index]];
        }

        Preprocess(x[..pixels.Length]);
    }

    /// <summary>The same of pixels that are not whole numbers.</summary>
    internal void Write(ReadOnlySpan<float> pixels, Span<float> x)
    {
        for (int index = 0; index < pixels.Length; index++)
        {
            x[index] = _value(pixels[index]);
        }

        Preprocess(x[..pixels.Length]);
    }

    private void Preprocess(Span<float> x)
    {
        if (_then is null)
        {
            return;
        }

        float[] values = x.ToArray();
        _then(values);
        values.CopyTo(x);
    }
}
