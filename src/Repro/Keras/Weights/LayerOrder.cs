using System.Text.RegularExpressions;

namespace Repro.Keras.Weights;

/// <summary>Whether the names of a file's layers show that the file has another order of layers than the model.</summary>
internal static partial class LayerOrder
{
    /// <summary>
    /// Compares layers that are matched by their places. A name of the model in another place shows that the file has another order; a
    /// name that Keras numbered (conv2d, conv2d_1) shows nothing, since each session counts for itself.
    /// </summary>
    /// <param name="model">Names of the model's layers.</param>
    /// <param name="file">Names of the file's layers, as many.</param>
    /// <exception cref="KerasFormatException">The file has another order.</exception>
    public static void Require(IReadOnlyList<string> model, IReadOnlyList<string> file)
    {
        HashSet<string> numbered =
        [
            .. model.Concat(file).Where(name => Number().IsMatch(name)).SelectMany(name => (string[])[name, Number().Replace(name, "")]),
        ];
        for (int index = 0; index < file.Count; index++)
        {
            string name = file[index];
            if (name != model[index] && !numbered.Contains(name) && model.Contains(name, StringComparer.Ordinal))
            {
                throw new KerasFormatException(
                    $"its layers are in another order than the model's: '{name}' is where the model has '{model[index]}'."
                );
            }
        }
    }

    [GeneratedRegex(@"_[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
