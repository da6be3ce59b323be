using Repro.Import.Programs;

namespace Repro.Import.Naming;

/// <summary>
/// Names the networks of a text: the document's id and the variable, with a number for a name that is set again and the place for earlier
/// states. Networks that the same code makes share a file.
/// </summary>
internal static class NetworkNames
{
    public static IReadOnlyList<NamedNetwork> Of(string document, ImportedProgram program)
    {
        List<NamedNetwork> named = [];
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (ImportedModel model in program.Models)
        {
            ModelState[] states = [.. model.States.Where(state => state.Model is not null && state.Json is not null)];
            if (states.Length == 0 || model.Form == ModelForm.Loaded)
            {
                continue;
            }

            if (named.FirstOrDefault(other => NetworkLikeness.AreOfOneCode(other.Model, model)) is { } same)
            {
                NamedNetwork[] files = [.. named.Where(other => other.Model == same.Model)];
                named.AddRange(states.Zip(files).Select(pair => pair.Second with { Model = model, State = pair.First }));
                continue;
            }

            string name = Free($"{document}-{VariableOf(model)}", taken);
            string[] texts = [.. states.Select(state => state.Json!).Distinct(StringComparer.Ordinal)];
            foreach (ModelState state in states)
            {
                // The network in the end has the plain name.
                string own =
                    state.Json == states[^1].Json
                        ? name
                        : named.FirstOrDefault(other => other.Model == model && other.State.Json == state.Json)?.Name
                            ?? Free($"{name}-{Suffix(state)}", taken);
                named.Add(new NamedNetwork(own, model, state));
            }
        }

        return named;
    }

    /// <summary>The network at a state; null for a network that is not known.</summary>
    public static NamedNetwork? At(this IReadOnlyList<NamedNetwork> networks, ImportedModel? model, ModelState? state) =>
        model is null || state is null ? null : networks.FirstOrDefault(network => network.Model == model && network.State == state);

    /// <summary>The variable as a part of a file's name; Keras's name for a network without a variable.</summary>
    internal static string VariableOf(ImportedModel model) => Plain(model.Variable.Length > 0 ? model.Variable : model.Name);

    private static string Suffix(ModelState state) =>
        state.Place.Cell is { } cell
            ? FormattableString.Invariant($"cell-{cell}")
            : FormattableString.Invariant($"line-{state.Place.Line}");

    /// <summary>The name, with a number where it is taken already; it is taken afterwards.</summary>
    internal static string Free(string name, HashSet<string> taken)
    {
        string free = name;
        for (int number = 2; !taken.Add(free); number++)
        {
            free = FormattableString.Invariant($"{name}-{number}");
        }

        return free;
    }

    /// <summary>A text as a part of a file's name: letters, digits and hyphens.</summary>
    internal static string Plain(string text)
    {
        string plain = string.Concat(
                text.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToLowerInvariant(character) : '-')
            )
            .Trim('-');
        while (plain.Contains("--", StringComparison.Ordinal))
        {
            plain = plain.Replace("--", "-", StringComparison.Ordinal);
        }

        return plain.Length == 0 ? "model"
            : plain.Length > 40 ? plain[..40].TrimEnd('-')
            : plain;
    }
}
