using System.Collections.Concurrent;
using Repro.Backends.Cpu.Threading;

namespace Repro.Specs.Backends.Cpu;

[TestFixture]
[Category("Fast")]
internal sealed class WorkersSpecs
{
    // Only a failure takes so long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public void Every_task_runs_exactly_once(int threads)
    {
        using Workers workers = new(threads);
        foreach (int count in new[] { 0, 1, 2, 3, 1000 })
        {
            int[] runs = new int[count];
            workers.For(count, task => Interlocked.Increment(ref runs[task]));
            runs.Should().NotContain(times => times != 1);
        }
    }

    [Test]
    public void Many_short_loops_in_a_row_lose_nothing()
    {
        using Workers workers = new(3);
        long sum = 0;
        for (int loop = 0; loop < 5000; loop++)
        {
            workers.For(4, task => Interlocked.Add(ref sum, task));
        }

        sum.Should().Be(5000 * 6);
    }

    [Test]
    public void A_loop_waits_for_all_of_its_tasks_while_a_thread_of_the_loop_before_is_late_to_wake_the_caller()
    {
        using Workers workers = new(3);
        workers.Late = () => Thread.Sleep(2);
        for (int loop = 0; loop < 300; loop++)
        {
            // Short and long tasks in turns, and the caller leaves them to the helpers: it returns from a loop by spinning and sleeps in
            // the next. The pause is the length of the task; a correct loop passes with any length.
            int caller = Environment.CurrentManagedThreadId;
            int milliseconds = loop % 2 == 0 ? 0 : 4;
            int helped = 0;
            int done = 0;
            workers.For(
                2,
                _ =>
                {
                    if (Environment.CurrentManagedThreadId == caller)
                    {
                        SpinWait.SpinUntil(() => Volatile.Read(ref helped) > 0, 10);
                    }
                    else
                    {
                        Volatile.Write(ref helped, 1);
                        Thread.Sleep(milliseconds);
                    }

                    Interlocked.Increment(ref done);
                }
            );
            Volatile.Read(ref done).Should().Be(2, "loop {0}", loop);
        }
    }

    [Test]
    public void All_threads_take_part()
    {
        using Workers workers = new(3);
        using Barrier barrier = new(3);
        ConcurrentDictionary<int, bool> seen = new();
        workers.For(
            3,
            _ =>
            {
                seen[Environment.CurrentManagedThreadId] = true;
                barrier.SignalAndWait();
            }
        );
        seen.Should().HaveCount(3);
    }

    [TestCase(1)]
    [TestCase(3)]
    public void An_exception_reaches_the_caller_and_the_workers_go_on(int threads)
    {
        using Workers workers = new(threads);
        Action failing = () =>
            workers.For(
                100,
                task =>
                {
                    if (task == 7)
                    {
                        throw new FormatException("task seven");
                    }
                }
            );
        failing.Should().Throw<FormatException>().WithMessage("task seven");

        int runs = 0;
        workers.For(10, _ => Interlocked.Increment(ref runs));
        runs.Should().Be(10);
    }

    [Test]
    public void A_task_cannot_start_a_loop()
    {
        using Workers workers = new(2);
        Action nested = () => workers.For(2, _ => workers.For(1, _ => { }));
        nested.Should().Throw<InvalidOperationException>().WithMessage("*loop of its own*");
    }

    [Test]
    public void Callers_on_several_threads_take_turns()
    {
        using Workers workers = new(2);
        long sum = 0;
        Thread[] callers = Enumerable
            .Range(0, 4)
            .Select(_ => new Thread(() =>
            {
                for (int loop = 0; loop < 200; loop++)
                {
                    workers.For(3, task => Interlocked.Add(ref sum, task));
                }
            }))
            .ToArray();
        foreach (Thread caller in callers)
        {
            caller.Start();
        }

        foreach (Thread caller in callers)
        {
            caller.Join();
        }

        sum.Should().Be(4 * 200 * 3);
    }

    [Test]
    public void No_thread_flushes_denormals()
    {
        using Workers workers = new(4);
        Action check = workers.CheckDenormals;
        check.Should().NotThrow();
    }

    [Test]
    public void After_disposal_loops_are_refused()
    {
        Workers workers = new(2);
        workers.Dispose();
        workers.Dispose();
        Action loop = () => workers.For(2, _ => { });
        loop.Should().Throw<ObjectDisposedException>();
    }

    [Test]
    public void Threads_without_work_sleep_and_do_not_spin()
    {
        using Workers workers = new(4);
        workers.For(100, _ => { });

        SpinWait.SpinUntil(() => workers.Asleep == 3, Patience).Should().BeTrue("three helpers have nothing to do");
    }

    [Test]
    public void All_threads_sleep_but_the_one_with_the_last_long_task()
    {
        using Workers workers = new(4);
        using ManualResetEventSlim finish = new();
        Thread caller = new(() =>
            workers.For(
                50,
                task =>
                {
                    if (task == 20)
                    {
                        finish.Wait();
                    }
                }
            )
        );
        caller.Start();

        bool asleep = SpinWait.SpinUntil(() => workers.Asleep == 3, Patience);
        finish.Set();
        caller.Join();

        asleep
            .Should()
            .BeTrue("one of four threads holds the task, and the others, be the caller among them or not, wait without spinning");
    }

    [Test]
    public void Zero_threads_means_one_a_processor()
    {
        using Workers workers = new();
        workers.Threads.Should().Be(Environment.ProcessorCount);
    }
}
