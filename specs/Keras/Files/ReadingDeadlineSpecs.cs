using Repro.Hdf5;

namespace Repro.Specs.Keras.Files;

/// <summary>
/// A process that reads a file of weights is given up after a time. At the lowest priority on a busy machine it may need many minutes
/// for a second of processor time; a queue must not take that for a damaged file and fail its jobs.
/// </summary>
[Category("Fast")]
internal sealed class ReadingDeadlineSpecs
{
    private const long BytesOfVgg16 = 58_889_256;

    [Test]
    public void At_the_lowest_priority_a_reading_process_may_take_an_hour()
    {
        Hdf5Limits.Deadline(BytesOfVgg16, lowestPriority: true).Should().BeGreaterThan(TimeSpan.FromHours(1));
        Hdf5Limits.Deadline(BytesOfVgg16).Should().BeLessThan(TimeSpan.FromMinutes(1));
    }
}
