using Repro.Backends;

namespace Repro.Training.Features;

/// <summary>A base's outputs for the images of a part.</summary>
/// <param name="X">(images, ...) as the base gives them.</param>
/// <param name="Y">(images, 1), 0 or 1; or (images, classes), one-hot.</param>
internal sealed record ExtractedFeatures(Tensor X, Tensor Y)
{
    /// <summary>The documents' <c>np.reshape(features, (samples, -1))</c>: the same values.</summary>
    public Tensor Flattened => new(X.Values, X.Samples, X.Values.Length / X.Samples);
}

/// <summary>The documents' <c>extract_features</c>.</summary>
internal static class FeatureExtraction
{
    /// <summary>
    /// Takes batch by batch from an endless generator, sends it through the base once, puts batch i into the rows from i x batch size on,
    /// and stops as soon as the batches reach the number of samples.
    /// </summary>
    /// <param name="batch">The generator's i-th batch: images and (images, 1) or (images, classes) labels.</param>
    /// <param name="predict">The base: (images, ...) to (images, ...).</param>
    /// <param name="stopLate">A document's condition, which stops only past the number of samples.</param>
    /// <exception cref="InputException">A batch finds no place in the arrays.</exception>
    public static ExtractedFeatures Extract(
        Func<long, (Tensor X, Tensor Y)> batch,
        Func<Tensor, Tensor> predict,
        IReadOnlyList<int> featureShape,
        int samples,
        int batchSize,
        bool stopLate = false
    )
    {
        Tensor features = new([samples, .. featureShape]);
        Tensor? labels = null;
        int length = features.Values.Length / samples;
        for (int i = 0; ; )
        {
            (Tensor x, Tensor y) = batch(i);
            Tensor predicted = predict(x);
            int first = i * batchSize;
            if (first + x.Samples > samples)
            {
                throw new InputException(
                    FormattableString.Invariant(
                        $"Batch {i + 1} has {x.Samples} images, but only {Math.Max(0, samples - first)} of {samples} rows are left for them. Stop when batches x batch size reaches the number of samples."
                    )
                );
            }

            predicted.Values.AsSpan(0, x.Samples * length).CopyTo(features.Values.AsSpan(first * length));
            int columns = y.Values.Length / x.Samples;
            labels ??= new Tensor(samples, columns);
            y.Values.AsSpan(0, x.Samples * columns).CopyTo(labels.Values.AsSpan(first * columns));
            i++;
            long reached = (long)i * batchSize;
            if (stopLate ? reached > samples : reached >= samples)
            {
                return new ExtractedFeatures(features, labels);
            }
        }
    }
}
