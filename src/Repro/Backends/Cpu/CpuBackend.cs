using Repro.Backends.Cpu.Building;
using Repro.Backends.Cpu.Graph;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Threading;
using Repro.Models;
using Repro.Models.Counting;

namespace Repro.Backends.Cpu;

/// <summary>
/// The embedded backend: managed code, no native library. The same seed gives the same bits on every machine, with every
/// instruction set and any number of threads (<c>docs/arithmetic.md</c>).
/// </summary>
internal sealed class CpuBackend : IBackend, IDisposable
{
    private readonly CpuOptions _options;
    private readonly Workers _workers;
    private readonly bool _ownsWorkers = true;

    /// <exception cref="InputException">The instruction set is unknown, or this processor lacks it.</exception>
    public CpuBackend(CpuOptions? options = null)
    {
        _options = options ?? new CpuOptions();
        if (_options.Threads < 0)
        {
            throw new InputException($"The number of threads must be 1 or more, or 0 for one per processor; it is {_options.Threads}.");
        }

        _workers = new Workers(_options.Threads);
        try
        {
            InstructionSet = NewKernels().Name;
        }
        catch
        {
            _workers.Dispose();
            throw;
        }
    }

    /// <summary>Another arithmetic on the threads of a backend that goes on owning them.</summary>
    private CpuBackend(CpuOptions options, CpuBackend owner) =>
        (_options, _workers, _ownsWorkers, InstructionSet) = (options, owner._workers, false, owner.InstructionSet);

    /// <summary>The kinds of layers that the backend computes, and whether it also trains them.</summary>
    public static IReadOnlyDictionary<Type, bool> Layers { get; } =
        OperationFactory.Kinds.ToDictionary(kind => kind, kind => !OperationFactory.ForwardKinds.Contains(kind));

    public string Name => "Cpu";

    /// <summary>What the kernels were chosen for.</summary>
    public string InstructionSet { get; }

    public BackendDescription Describe(Model model, CompileOptions? options = null) =>
        new(
            Name,
            InstructionSet,
            _workers.Threads,
            Versions.Of(model, options, _options),
            new Dictionary<string, string>(StringComparer.Ordinal) { [".NET"] = Environment.Version.ToString() }
        );

    public INetwork Build(Model model, CompileOptions options)
    {
        // Asked late: a native library that was loaded meanwhile may have changed how the threads treat tiny numbers.
        _workers.CheckDenormals();

        // A trained weight has a gradient and what the optimizer keeps beside it.
        ParameterCounts counts = ParameterCounts.Of(model);
        MemoryNeed.Require(
            sizeof(float) * (counts.Total + (options.Optimizer is { } optimizer ? (1 + optimizer.Slots.Count) * counts.Trainable : 0)),
            $"model '{model.Name}'"
        );
        OperationGraph graph = new(model, training: options.Optimizer is not null);
        return new CpuNetwork(model, graph, options, NewKernels(), _options);
    }

    public IBackend WithArithmetic(IReadOnlyDictionary<string, string> operations) =>
        new CpuBackend(Versions.Apply(operations, _options), this);

    /// <summary>Ends the threads; networks of this backend cannot be used any more.</summary>
    public void Dispose()
    {
        if (_ownsWorkers)
        {
            _workers.Dispose();
        }
    }

    private CpuKernels NewKernels() =>
        _options.InstructionSet == CpuOptions.Auto
            ? KernelSelection.Best(_workers)
            : KernelSelection.Named(_options.InstructionSet, _workers, _options.Emulated);
}
