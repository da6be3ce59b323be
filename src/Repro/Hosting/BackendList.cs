using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Configuration;

namespace Repro.Hosting;

/// <summary>A backend that a program offers. It is created, and its native library loaded, only when a command asks for it.</summary>
public sealed class BackendFactory
{
    /// <param name="create">Makes it; what is missing or wrong is an <see cref="InputException"/>.</param>
    internal BackendFactory(string name, Func<Settings, IBackend> create)
    {
        Name = name;
        Create = create;
    }

    /// <summary>As folders, records and addresses call it: <c>Cpu</c>, <c>TensorFlow</c>. People may write it in any case.</summary>
    public string Name { get; }

    internal Func<Settings, IBackend> Create { get; }
}

/// <summary>
/// The backends that a program lets its user choose from, by name. The program lists them: this room knows only the embedded one.
/// </summary>
internal sealed class BackendList(params IReadOnlyList<BackendFactory> offers)
{
    /// <summary>The embedded backend.</summary>
    public static BackendFactory Cpu { get; } =
        new("Cpu", settings => new CpuBackend(new CpuOptions(settings.Threads, settings.InstructionSet, settings.Winograd)));

    /// <summary>As folders and records call them.</summary>
    public IReadOnlyList<string> Names => [.. offers.Select(offer => offer.Name)];

    /// <summary>The backend of that name, or the settings' own where none is named. To be disposed of where it is disposable.</summary>
    /// <exception cref="InputException">There is none of that name, or it cannot be made here: the message says what is
    /// missing.</exception>
    public IBackend Create(Settings settings, string? name = null) => Find(name ?? settings.Backend).Create(settings);

    /// <summary>How folders and records call the backend that somebody wrote as <c>tensorflow</c>.</summary>
    /// <exception cref="InputException">There is none of that name.</exception>
    public string NameOf(string written) => Find(written).Name;

    private BackendFactory Find(string name) =>
        offers.FirstOrDefault(offer => offer.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new InputException(
            $"There is no backend '{name}'. The backends are {string.Join(" and ", offers.Select(offer => offer.Name.ToLowerInvariant()))}.{(name.Equals("tensorflow", StringComparison.OrdinalIgnoreCase) ? " The package ReproSuite.TensorFlow adds it." : "")}"
        );
}
