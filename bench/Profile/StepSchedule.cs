namespace Repro.Bench.Profile;

/// <summary>A step on a number of threads.</summary>
/// <param name="Milliseconds">Time of the step.</param>
/// <param name="Outside">Time outside loops, in milliseconds: one thread computes.</param>
/// <param name="Idle">Share of the threads' time in loops in which they wait for the last task.</param>
internal sealed record StepSchedule(IReadOnlyList<LoopSchedule> Loops, double Milliseconds, double Outside, double Idle);

/// <summary>A loop on a number of threads.</summary>
/// <param name="Milliseconds">Time of the loop.</param>
/// <param name="Idle">Time that a thread waits for the last task in the mean, in milliseconds.</param>
internal sealed record LoopSchedule(string Work, int Tasks, double Milliseconds, double Idle);
