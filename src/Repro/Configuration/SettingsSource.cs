using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Repro.Inputs;

namespace Repro.Configuration;

/// <summary>The keys and values of a settings file.</summary>
internal sealed class SettingsSource
{
    private const long MostBytes = 1 << 20;
    private const string What = "a settings file";
    private static readonly string Remedy = $"The keys are {string.Join(", ", Settings.Keys)}.";
    private readonly Dictionary<string, string?> _values;

    private SettingsSource(string file, Dictionary<string, string?> values)
    {
        File = file;
        _values = values;
    }

    public string File { get; }

    /// <summary>Where the file's relative paths start: the project for <c>configs/repro.json</c>, else the file's own folder.</summary>
    public string Folder =>
        Path.GetDirectoryName(Path.GetFullPath(File))! is var own && Path.GetFileName(own) == "configs"
            ? Path.GetDirectoryName(own) ?? own
            : own;

    /// <summary>A key's value, or null.</summary>
    public string? this[string key] => _values.GetValueOrDefault(key);

    /// <exception cref="InputException">The file is damaged or has an unknown key.</exception>
    public static SettingsSource Read(string file)
    {
        string text = InputFile.ReadText(file, MostBytes, What, remedy: Remedy);
        using JsonDocument json = InputJson.Parse(text, file, What, Remedy, comments: true);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new InputException($"{file}: cannot be read as {What}: it must be an object of keys and values. {Remedy}");
        }

        // .NET's configuration knows no case.
        if (
            json
                .RootElement.EnumerateObject()
                .GroupBy(key => Plain(key.Name), StringComparer.Ordinal)
                .FirstOrDefault(same => same.Count() > 1) is
            { } twice
        )
        {
            throw new InputException(
                $"{file}: the keys {string.Join(" and ", twice.Select(key => $"'{key.Name}'"))} are the same setting. Keep one of them."
            );
        }

        Dictionary<string, string?> values = new(StringComparer.Ordinal);
        foreach (IConfigurationSection section in Sections(file, text))
        {
            // Files of earlier versions have camelCase keys.
            string key =
                Settings.Keys.FirstOrDefault(known => Plain(known) == Plain(section.Key))
                ?? throw new InputException(
                    $"{file}: unknown key '{section.Key}'.{Spelling.Suggestion(section.Key, Settings.Keys)} {Remedy}"
                );
            if (section.GetChildren().Any())
            {
                throw new InputException($"{file}: key '{section.Key}' must be a single value.");
            }

            values.Add(key, section.Value);
        }

        return new SettingsSource(file, values);
    }

    private static string Plain(string key) =>
        key.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant() is var plain ? FormerNames.PresentOf(plain) ?? plain : plain;

    private static IEnumerable<IConfigurationSection> Sections(string file, string text)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
        try
        {
            return new ConfigurationBuilder().AddJsonStream(stream).Build().GetChildren();
        }
        catch (FormatException exception)
        {
            // Keys in an inner object that differ in case alone.
            throw new InputException($"{file}: cannot be read as {What}: {exception.Message} {Remedy}", exception);
        }
    }
}
