namespace Repro.Models;

/// <summary>A place where a document prints a model's summary, and how that model came about there.</summary>
/// <param name="Line">The line of the document's text on which the table begins.</param>
/// <param name="Model">The model's name with the variants that were in force.</param>
public sealed record PrintedSummary(int Document, int Line, string Model)
{
    /// <summary>
    /// All tables of the documents. Inputs and unnamed layers count through a notebook's session, so the same base has input_3
    /// on one page and input_1 on another. Document 3 freezes the base before line 954 and still prints it as trainable:
    /// the table is printed here as it stands there. Document 4 prints the first four layers alone.
    /// </summary>
    public static IReadOnlyList<PrintedSummary> All { get; } =
    [
        new(0, 73, "vgg16-base-150{tf.keras, input 3}"),
        new(0, 311, "dense-head-512{tf.keras}"),
        new(0, 414, "vgg16-plus-dense256{tf.keras, after dense-head-512}"),
        new(0, 584, "vgg16-base-150{tf.keras, frozen}"),
        new(0, 777, "vgg16-top-224{tf.keras, input 4}"),
        new(0, 1058, "vgg16-top-224{tf.keras, input 13}"),
        new(1, 39, "mnist-full{tf.keras}"),
        new(3, 43, "mnist-base"),
        new(3, 75, "mnist-full"),
        new(3, 210, "mnist-no-pool{after mnist-full}"),
        new(3, 371, "catsdogs-scratch"),
        new(3, 691, "vgg16-base-150"),
        new(3, 860, "vgg16-plus-dense256"),
        new(3, 955, "vgg16-base-150"),
        new(3, 1120, "catsdogs-scratch-dropout{after catsdogs-scratch}"),
        new(4, 72, "resnet50-base-150{input 3}"),
    ];

    /// <summary>The first place that prints a model, in one document or in any; null where none does.</summary>
    public static PrintedSummary? Find(string name, int? document) => All.FirstOrDefault(
        printed => (document is null || printed.Document == document) && printed.Model.Split('{')[0] == name);

    /// <exception cref="InputException">The <c>summary()</c> of the document's Keras does not have an option.</exception>
    /// <param name="build">Builds a model by its name and variants.</param>
    public PrintedTable Print(Func<string, ModelVariant> build, SummaryOptions options) => KerasSummary.Print(build(Model), options);
}
