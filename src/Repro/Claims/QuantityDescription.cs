namespace Repro.Claims;

/// <summary>A kind of quantity that a probe measures, described for people who write claims.</summary>
/// <param name="Address">
/// The form of its addresses. Words in capital letters stand for what the claim chooses: <c>model:NAME[LAYER]/params</c>,
/// <c>run:RUN/test_acc@last</c>.
/// </param>
/// <param name="Meaning">One sentence, with the unit or the shape of the value.</param>
/// <param name="Example">An address of this form that every project can measure; null where addresses name things of a project.</param>
public sealed record QuantityDescription(string Address, string Meaning, string? Example = null)
{
    /// <summary>The prefix of the probe that measures it.</summary>
    public string Probe => Address.Split(':')[0];

    /// <summary>
    /// What stands between the probe's prefix and the variants, the argument or the quantity: <c>NAME</c>, <c>conv2d</c>.
    /// </summary>
    public string Subject => Address[(Probe.Length + 1)..].Split('{', '[', '/')[0];

    /// <summary>Whether the subject stands for a name that the claim chooses.</summary>
    internal bool ChoosesSubject => Subject.All(letter => char.IsAsciiLetterUpper(letter) || letter == '_');

    /// <summary>The name behind the slash, without a selector.</summary>
    public string Quantity => Address[(Address.LastIndexOf('/') + 1)..].Split('@')[0];
}
