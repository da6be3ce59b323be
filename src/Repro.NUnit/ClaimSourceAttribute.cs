using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;

namespace Repro.NUnit;

/// <summary>Makes the cases of <see cref="ClaimFixture.Cases"/>. A project that cannot be read becomes one case that fails and says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ClaimSourceAttribute : NUnitAttribute, ITestBuilder, IImplyFixture
{
    private readonly NUnitTestCaseBuilder _builder = new();

    public IEnumerable<TestMethod> BuildFrom(IMethodInfo method, Test? suite)
    {
        TestCaseParameters[] cases;
        try
        {
            ClaimFixture fixture = (ClaimFixture)Activator.CreateInstance(method.TypeInfo.Type)!;
            cases = [.. fixture.Cases().Select(claim => claim.ToTestCaseData())];
        }
        catch (Exception exception) when (exception is InputException or MissingMethodException)
        {
            return [Refused(method, suite, exception.Message)];
        }

        return cases.Length > 0
            ? cases.Select(parameters => _builder.BuildTestMethod(method, suite, parameters))
            : [Refused(method, suite, "The project has no claims that can be executed.")];
    }

    private static TestMethod Refused(IMethodInfo method, Test? suite, string reason)
    {
        TestMethod refused = new(method, suite);
        refused.MakeInvalid(reason);
        return refused;
    }
}
