namespace Repro.Backends.Cpu.Threading;

/// <summary>Is told of the loops of <see cref="Workers"/>, in the calling thread.</summary>
internal interface ILoopObserver
{
    /// <param name="work">The type of the loop's body.</param>
    /// <param name="tasks">Tasks of the loop, at least 1.</param>
    void LoopStarts(Type work, int tasks);

    void TaskEnds();
}
