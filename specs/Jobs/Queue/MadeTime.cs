namespace Repro.Specs.Jobs.Queue;

/// <summary>A clock that moves when a spec moves it.</summary>
internal sealed class MadeTime : TimeProvider
{
    public long Milliseconds { get; set; }

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => Milliseconds;
}
