namespace Repro.Claims;

/// <summary>What a selector picks from the epochs of a training: <c>run:RUN/val_acc@best</c>.</summary>
/// <param name="Form">As addresses write it; capital letters stand for a number.</param>
/// <param name="Meaning">What the address then measures.</param>
internal sealed record Selector(string Form, string Meaning)
{
    private const string Epoch = "epoch=";

    /// <summary>The selectors, in the order in which messages list them.</summary>
    public static IReadOnlyList<Selector> All { get; } =
    [
        new("last", "Value of the last epoch."),
        new("best", "Highest accuracy or lowest loss of all epochs; for a difference of metrics, the highest value."),
        new("argmin", "Number of the epoch, from 1, with the lowest value."),
        new("argmax", "Number of the epoch, from 1, with the highest value."),
        new("tail", "Mean over the last tenth of the epochs, rounded up."),
        new($"{Epoch}N", "Value of epoch N, from 1."),
    ];

    /// <summary>Whether a text is one of the selectors.</summary>
    public static bool IsKnown(string text) =>
        text.StartsWith(Epoch, StringComparison.Ordinal)
            ? Numbers.TryCount(text[Epoch.Length..], out int epoch) && epoch > 0
            : All.Any(selector => selector.Form == text);

    /// <summary>The selectors in words, for messages.</summary>
    public static string List => $"{string.Join(", ", All.SkipLast(1).Select(selector => selector.Form))} or {All[^1].Form}";
}
