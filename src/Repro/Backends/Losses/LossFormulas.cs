namespace Repro.Backends.Losses;

/// <summary>The formula of each loss. One caller at a time: a formula with label smoothing keeps an array.</summary>
internal static class LossFormulas
{
    /// <summary>The loss of the model's outputs, which are logits where the loss says so.</summary>
    public static SampleLoss OfOutputs(Loss loss) =>
        loss.FromLogits && loss.IsCrossentropy
            ? OfLogits(loss)
            : loss.Name switch
            {
                "binary_crossentropy" => Smoothed(loss, Crossentropies.Binary(loss.AddsEpsilon ? 1e-7 : 0)),
                "categorical_crossentropy" => Smoothed(loss, Crossentropies.Categorical),
                "sparse_categorical_crossentropy" => Crossentropies.SparseCategorical,
                "binary_focal_crossentropy" => Smoothed(loss, FocalCrossentropies.Binary(loss, loss.AddsEpsilon ? 1e-7 : 0)),
                "categorical_focal_crossentropy" => Smoothed(loss, FocalCrossentropies.Categorical(loss)),
                "mean_squared_error" => Regressions.SquaredError,
                "mean_absolute_error" => Regressions.AbsoluteError,
                "mean_absolute_percentage_error" => Regressions.AbsolutePercentageError,
                "mean_squared_logarithmic_error" => Regressions.SquaredLogarithmicError,
                "huber" => Regressions.Huber(loss.Delta),
                "log_cosh" => Regressions.LogCosh,
                "hinge" => Regressions.Hinge,
                "squared_hinge" => Regressions.SquaredHinge,
                "categorical_hinge" => Regressions.CategoricalHinge,
                "kl_divergence" => Regressions.KullbackLeibler,
                "poisson" => Regressions.Poisson,
                "cosine_similarity" => Regressions.CosineSimilarity,
                _ => throw new ArgumentException($"'{loss.Name}' is not one of {string.Join(", ", Loss.Names)}.", nameof(loss)),
            };

    /// <summary>The loss of the logits behind the model's outputs.</summary>
    /// <exception cref="ArgumentException">It is not a cross-entropy.</exception>
    public static SampleLoss OfLogits(Loss loss) =>
        loss.IsFocal
            ? Smoothed(loss, loss.IsBinary ? FocalCrossentropies.BinaryOfLogits(loss) : FocalCrossentropies.CategoricalOfLogits(loss))
        : loss.IsBinary ? Smoothed(loss, Crossentropies.BinaryOfLogits)
        : loss.IsSparse ? Crossentropies.CategoricalOfLogits
        : loss.IsOfClasses ? Smoothed(loss, Crossentropies.CategoricalOfLogits)
        : throw new ArgumentException($"'{loss.Name}' is not computed from logits.", nameof(loss));

    // Binary labels move towards one half, one-hot ones towards all classes alike.
    private static SampleLoss Smoothed(Loss loss, SampleLoss formula)
    {
        if (loss.LabelSmoothing == 0)
        {
            return formula;
        }

        double[] smooth = [];
        return (truth, output, gradient) =>
        {
            if (smooth.Length != truth.Length)
            {
                smooth = new double[truth.Length];
            }

            double share = loss.IsBinary ? 0.5 : 1.0 / truth.Length;
            for (int i = 0; i < smooth.Length; i++)
            {
                smooth[i] = truth[i] * (1 - loss.LabelSmoothing) + loss.LabelSmoothing * share;
            }

            return formula(smooth, output, gradient);
        };
    }
}
