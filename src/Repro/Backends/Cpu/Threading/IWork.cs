namespace Repro.Backends.Cpu.Threading;

/// <summary>
/// The body of a loop of <see cref="Workers"/>. A struct, so that a loop takes nothing from the heap; all threads read the one on the
/// caller's stack.
/// </summary>
internal interface IWork
{
    void Run(int task);
}
