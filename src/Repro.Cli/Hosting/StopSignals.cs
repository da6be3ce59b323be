using System.Runtime.InteropServices;
using Repro.Cli.Output;

namespace Repro.Cli.Hosting;

/// <summary>
/// Ctrl-C, the system's request to end, a closed terminal, and the launcher's death, as a token: the training in progress makes a
/// checkpoint first.
/// An output that can no longer be written counts too.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>SIGUSR1 on Linux: the kernel sends it where the launcher was killed outright.</summary>
    private const PosixSignal LauncherDied = (PosixSignal)10;

    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<PosixSignal> _heard = [];
    private readonly PosixSignalRegistration[] _registrations;
    private readonly IDisposable _output;

    public StopSignals()
    {
        _registrations =
        [
            On(PosixSignal.SIGINT),
            On(PosixSignal.SIGTERM),
            On(PosixSignal.SIGHUP),
            .. OperatingSystem.IsLinux() ? [On(LauncherDied)] : Array.Empty<PosixSignalRegistration>(),
        ];
        _output = StandardStreams.StopOnFailure(_stop);
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _output.Dispose();
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private PosixSignalRegistration On(PosixSignal signal) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                // The second time somebody does not want to wait for the checkpoint: the process ends as it would by itself.
                // The other signal is no second time: one Ctrl-C at a terminal reaches us as INT, and as TERM from the launcher.
                // A terminal is closed once, but its signal may come from the terminal and from the shell.
                lock (_heard)
                {
                    if (!_heard.Add(signal) && signal != PosixSignal.SIGHUP)
                    {
                        return;
                    }
                }

                context.Cancel = true;
                _stop.Cancel();
            }
        );
}
