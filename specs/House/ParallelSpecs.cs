namespace Repro.Specs.House;

/// <summary>Fixtures run side by side, except those that count the tensors of TensorFlow: the count is that of the process.</summary>
[Category("Fast")]
internal sealed class ParallelSpecs
{
    [Test]
    public void Fixtures_of_TensorFlow_run_alone() =>
        typeof(ParallelSpecs)
            .Assembly.GetTypes()
            .Where(type => Has<CategoryAttribute>(type, category => category.Name == "TensorFlow"))
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(type => Has<ParallelizableAttribute>(type, parallel => parallel.Scope == ParallelScope.None));

    private static bool Has<T>(Type type, Predicate<T> condition)
        where T : Attribute =>
        Attribute.GetCustomAttributes(type, typeof(T), inherit: false).Cast<T>().Any(attribute => condition(attribute));
}
