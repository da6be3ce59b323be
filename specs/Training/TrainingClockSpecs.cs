using Repro.Backends;
using Repro.Training.Feeding;
using Repro.Training.Loop;
using Repro.Training.State;

namespace Repro.Specs.Training;

/// <summary>How long a training took and waited for data, on a made clock that only the data moves.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class TrainingClockSpecs
{
    private const int MillisecondsABatch = 10;
    private TinyRun _tiny = null!;

    [SetUp]
    public void SetUp() => _tiny = new TinyRun();

    [TearDown]
    public void TearDown() => _tiny.Dispose();

    [Test]
    public void Every_batch_of_training_and_test_is_waited_for()
    {
        RunRecord record = Train("whole");

        // 21 steps and the test set's 3.
        record.WaitedSeconds.Should().BeApproximately(0.24, 1e-9);
        record.Seconds.Should().BeApproximately(0.24, 1e-9);
    }

    [Test]
    public void A_resumed_training_counts_both_sittings_without_the_steps_that_were_lost()
    {
        int steps = 0;
        FluentActions
            .Invoking(() =>
                Train(
                    "killed",
                    _ =>
                    {
                        if (++steps == 7)
                        {
                            throw new TimeoutException();
                        }
                    }
                )
            )
            .Should()
            .Throw<TimeoutException>();
        RunRecord record = Train("killed");

        record.Resumed.Should().Be(1);
        record.Seconds.Should().BeApproximately(0.24, 1e-9);
        record.WaitedSeconds.Should().BeApproximately(0.24, 1e-9);
    }

    [Test]
    public void The_share_is_of_the_time_in_steps_and_evaluations()
    {
        MadeTime time = new();
        TrainingClock clock = new(time);
        clock.WaitingShare.Should().Be(0, "nothing was done yet");
        long began = clock.Now;
        time.Milliseconds += 5;
        clock.AddWaiting(began);
        time.Milliseconds += 15;
        clock.AddBusy(began);

        clock.WaitingShare.Should().Be(0.25);
    }

    private RunRecord Train(string output, Action<string>? killPoint = null)
    {
        MadeTime time = new();
        TrainingData data = _tiny.Data;
        TrainingData slow = data with
        {
            Train = new Slow((ISampleSource)data.Train, time),
            Test = new Slow((ISampleSource)data.Test!, time),
        };
        TrainingService service = new(_tiny.Backend, _ => TinyRun.Model, _ => slow, time) { KillPoint = killPoint };
        return service.Train(_tiny.Request(output: _tiny.Folder.File(output))).Record;
    }

    private sealed class Slow(ISampleSource inner, MadeTime time) : ISampleSource
    {
        public int Samples => inner.Samples;

        public (Tensor X, Tensor Y) Batch(ReadOnlySpan<int> numbers)
        {
            time.Milliseconds += MillisecondsABatch;
            return inner.Batch(numbers);
        }
    }

    private sealed class MadeTime : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;
    }
}
