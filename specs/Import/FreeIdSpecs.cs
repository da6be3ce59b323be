using Repro.Import.Naming;

namespace Repro.Specs.Import;

[Category("Fast")]
internal sealed class FreeIdSpecs
{
    [Test]
    public void An_id_that_is_taken_gets_the_first_free_number()
    {
        FreeIds ids = new(StringComparer.OrdinalIgnoreCase);

        new[] { "a", "a-2", "A", "a", "a-2" }.Select(ids.Take).Should().Equal("a", "a-2", "A-3", "a-4", "a-2-2");
    }

    [Test]
    public void The_look_ups_grow_with_the_number_of_ids()
    {
        const int Count = 5_000;
        CountingComparer comparer = new();
        FreeIds ids = new(comparer);

        Enumerable.Range(0, Count).Select(_ => ids.Take("a")).Distinct().Should().HaveCount(Count);
        comparer.Hashes.Should().BeLessThan(5 * Count);
    }

    private sealed class CountingComparer : IEqualityComparer<string>
    {
        public int Hashes { get; private set; }

        public bool Equals(string? x, string? y) => StringComparer.OrdinalIgnoreCase.Equals(x, y);

        public int GetHashCode(string obj)
        {
            Hashes++;
            return StringComparer.OrdinalIgnoreCase.GetHashCode(obj);
        }
    }
}
