using System.Text.RegularExpressions;
using Repro.Import.Programs;
using Repro.Keras.Files;

namespace Repro.Import.Trainings;

/// <summary>The names of the files in which a run saves its model: those of the text, without folders.</summary>
internal static partial class SavedNames
{
    private const string Hdf5 = ".h5";

    /// <summary>The name in a run; null where the text's is not the name of one file, or no form of files can hold the model.</summary>
    public static string? Of(string file, ImportedFit fit)
    {
        Match match = FileName().Match(file);
        if (!match.Success)
        {
            return null;
        }

        (string name, string ending) = (match.Groups["name"].Value, match.Groups["ending"].Value);
        string own = name + (ending == ".hdf5" ? Hdf5 : ending);

        // Without a version of Keras, a run's RMSprop has the old formula, which the files of Keras 3 cannot hold.
        string[] names = fit.Compile?.Optimizer?.ClassName == "RMSprop" ? [name + Hdf5] : [own, name + SavedModelWriter.OtherEnding(own)];
        return fit.State?.Model is { } model ? Array.Find(names, each => SavedModelWriter.ObjectionTo(each, model) is null) : names[0];
    }

    [GeneratedRegex(
        @"^(?:[^{}]*/)?(?<name>[A-Za-z0-9_-]{1,100})(?<ending>\.(?:h5|hdf5|keras|weights\.h5))$",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex FileName();
}
