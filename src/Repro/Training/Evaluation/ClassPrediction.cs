using Repro.Data.Catalog;

namespace Repro.Training.Evaluation;

/// <summary>One class of a prediction.</summary>
/// <param name="Id">Its WordNet identifier, <c>n02504458</c>; null where the index does not know the class, or none was asked.</param>
internal sealed record ClassPrediction(int Index, string? Id, string? Name, double Probability)
{
    /// <summary>
    /// Keras's <c>decode_predictions</c>: the likeliest classes first; of equally likely ones that with the smaller number.
    /// </summary>
    /// <param name="probabilities">One a class.</param>
    /// <param name="classes">Names them; null for numbers alone.</param>
    /// <param name="names">The names of the classes of a data set; null or empty for none.</param>
    /// <exception cref="InputException">The index has another number of classes, or as many as asked for are not there.</exception>
    public static IReadOnlyList<ClassPrediction> Decode(
        IReadOnlyList<float> probabilities,
        ClassIndex? classes,
        int top,
        IReadOnlyList<string>? names = null
    )
    {
        if (classes is not null && classes.Count != probabilities.Count)
        {
            throw new InputException(
                $"The class index (imagenet/imagenet_class_index.json) names {Counted.Of(classes.Count, "class", "classes")}, but the model tells {probabilities.Count} apart. Decode predictions of a model with ImageNet's 1000 classes."
            );
        }

        if (top < 1 || top > probabilities.Count)
        {
            throw new InputException(
                $"--top {top}: the model tells {probabilities.Count} classes apart; ask for 1 to {probabilities.Count}."
            );
        }

        return
        [
            .. Enumerable
                .Range(0, probabilities.Count)
                .OrderByDescending(index => probabilities[index])
                .ThenBy(index => index)
                .Take(top)
                .Select(index => new ClassPrediction(
                    index,
                    classes?.Id(index),
                    classes?.Name(index) ?? names?.ElementAtOrDefault(index),
                    probabilities[index]
                )),
        ];
    }
}
