using System.Diagnostics;
using Repro.Cli.CommandLine;
using Repro.Cli.Output;
using Repro.Native;

namespace Repro.Specs.Cli;

/// <summary>The tool, called in this process, or as a process of its own where a spec needs variables or a launcher.</summary>
internal static class Tool
{
    // The console is the process's: one call after the other.
    private static readonly Lock Console = new();

    // What this machine has must not decide.
    private static readonly string[] Hidden =
    [
        "REPRO_PROJECT",
        "REPRO_DATA",
        "REPRO_BACKEND",
        "REPRO_ENGINE",
        "REPRO_LIBTENSORFLOW",
        "REPRO_TENSORFLOWBINDING",
        "REPRO_TENSORFLOWDEVICE",
    ];

    // A folder that does not exist.
    private static readonly string NoSettings = Path.Combine(AppContext.BaseDirectory, "no-settings");

    /// <summary>Calls the tool in this process, without any of its variables and settings.</summary>
    public static (int Code, string Output, string Error) Run(params string[] arguments) =>
        Run(new Dictionary<string, string>(), arguments);

    /// <summary>Calls the tool in this process, with these variables alone.</summary>
    public static (int Code, string Output, string Error) Run(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        lock (Console)
        {
            (TextWriter before, TextWriter errorBefore) = (System.Console.Out, System.Console.Error);
            using StringWriter output = new();
            using StringWriter error = new();
            try
            {
                StandardStreams.Use(output, error);
                int code = ToolProgram
                    .RunAsync(arguments, environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value))
                    .GetAwaiter()
                    .GetResult();
                LowestPriority
                    .IsTaken.Should()
                    .BeFalse("all later specs would run at the lowest priority: start a process for such a command");
                return (code, output.ToString(), error.ToString());
            }
            finally
            {
                System.Console.SetOut(before);
                System.Console.SetError(errorBefore);
            }
        }
    }

    /// <summary>Starts the tool as a process.</summary>
    /// <param name="environment">Variables beside this process's own, of which those that name data, backend, libraries and devices are
    /// hidden, as is the user's settings file.</param>
    public static (int Code, string Output, string Error) Start(
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    ) => Run([], environment, arguments);

    /// <param name="launcher">A program, with its arguments, that starts the tool; empty for none.</param>
    public static (int Code, string Output, string Error) Run(
        IReadOnlyList<string> launcher,
        IReadOnlyDictionary<string, string> environment,
        params IReadOnlyList<string> arguments
    )
    {
        string dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        ProcessStartInfo start = new(launcher.Count > 0 ? launcher[0] : dotnet)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in launcher.Count > 0 ? launcher.Skip(1).Append(dotnet) : [])
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Repro.Cli.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The user's settings file is looked for there on Linux.
        start.Environment["XDG_CONFIG_HOME"] = NoSettings;
        foreach (string name in Hidden)
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
