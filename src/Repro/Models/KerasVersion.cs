using System.Globalization;
using System.Text.RegularExpressions;

namespace Repro.Models;

/// <summary>
/// A release of Keras, by the number of its own package or, for tf.keras before it became a package of its own again
/// (TensorFlow 2.6), by that of the TensorFlow that contained it. Versions are ordered by how their summaries developed.
/// </summary>
/// <param name="InsideTensorFlow">Whether the three numbers are TensorFlow's.</param>
internal readonly partial record struct KerasVersion(int Major, int Minor, int Patch = 0, bool InsideTensorFlow = false)
    : IComparable<KerasVersion>
{
    /// <summary>What a network without a version prints like: Keras 2.8 to 2.12, which share one format.</summary>
    public static KerasVersion Default { get; } = new(2, 12);

    // tf.keras followed Keras 2.3; from 2.5 on, both have one number. Keras 2.4 was TensorFlow 2.3's and 2.4's.
    private (int, int, int, int) Order =>
        (InsideTensorFlow, Major, Minor) switch
        {
            (true, 1, _) or (true, 2, < 3) => (2, 3, int.MaxValue, (Major * 1000) + Minor),
            (true, 2, 3 or 4) => (2, 4, 0, Minor - 3),
            _ => (Major, Minor, Patch, 0),
        };

    public static bool operator <(KerasVersion left, KerasVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(KerasVersion left, KerasVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(KerasVersion left, KerasVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(KerasVersion left, KerasVersion right) => left.CompareTo(right) >= 0;

    /// <summary>
    /// Reads <c>2.0.8</c>, <c>keras 2.15</c>, <c>tf 2.3</c>, <c>tensorflow 1.15.0</c>, or what tf.keras writes into its files:
    /// <c>2.2.4-tf</c>.
    /// </summary>
    /// <exception cref="InputException">It is not a version of Keras 1 to 3, or of a TensorFlow that contained Keras.</exception>
    public static KerasVersion Parse(string text) =>
        TryParse(text, out KerasVersion version)
            ? version
            : throw new InputException(
                $"'{text}' is not a Keras version. Write a version of Keras from 1.0 on, e.g. 2.0.8, 2.15 or 3.5, or of TensorFlow from 1.4 to 2.15, e.g. 'tf 2.3'. "
                    + "TensorFlow 2.16 and later take any Keras 3: name that version."
            );

    public static bool TryParse(string? text, out KerasVersion version)
    {
        version = default;
        if (text is null || Form().Match(text.Trim()) is not { Success: true } match)
        {
            return false;
        }

        if (!Number(match, "major", out int major) || !Number(match, "minor", out int minor) || !Number(match, "patch", out int patch))
        {
            return false;
        }

        if (match.Groups["tf"].Success)
        {
            version = new KerasVersion(major, minor, patch, InsideTensorFlow: true);
            return (major == 1 && minor >= 4) || (major == 2 && minor <= 15);
        }

        // Files of TensorFlow 2.2 have 2.3.0-tf; those of 1.13 to 2.1 have 2.2.4-tf, earlier ones 2.1.6-tf.
        bool written = match.Groups["rest"].Value.Equals("-tf", StringComparison.OrdinalIgnoreCase);
        version =
            !written ? new KerasVersion(major, minor, patch)
            : minor >= 3 ? new KerasVersion(2, 2, 0, InsideTensorFlow: true)
            : new KerasVersion(2, 1, 0, InsideTensorFlow: true);
        return written ? major == 2 : major is 1 or 2 or 3;
    }

    public int CompareTo(KerasVersion other) => Order.CompareTo(other.Order);

    /// <summary>As messages name it: <c>Keras 2.0.8</c>, <c>tf.keras of TensorFlow 2.3.0</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(InsideTensorFlow ? "tf.keras of TensorFlow" : "Keras")} {Major}.{Minor}.{Patch}");

    private static bool Number(Match match, string group, out int number)
    {
        number = 0;
        return !match.Groups[group].Success
            || int.TryParse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex(
        @"^(?:(?<tf>tf\.keras|tensorflow|tf)|keras)?[ -]?(?<major>[0-9]{1,4})\.(?<minor>[0-9]{1,4})(?:\.(?<patch>[0-9]{1,9}))?(?<rest>[-.+a-z][-.+a-z0-9]*)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
