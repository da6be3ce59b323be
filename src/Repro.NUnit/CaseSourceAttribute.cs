using System.Reflection;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;

namespace Repro.NUnit;

/// <summary>
/// Makes the cases of a <see cref="ProjectFixture"/>. A project that cannot be read becomes one case that fails and says why.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CaseSourceAttribute : NUnitAttribute, ITestBuilder, IImplyFixture
{
    private readonly NUnitTestCaseBuilder _builder = new();

    public IEnumerable<TestMethod> BuildFrom(IMethodInfo method, Test? suite)
    {
        IReadOnlyList<TestCaseParameters> cases;
        string noCases;
        try
        {
            ProjectFixture fixture = (ProjectFixture)Activator.CreateInstance(method.TypeInfo.Type)!;
            cases = fixture.TestCases();
            noCases = fixture.NoCases;
        }
        catch (Exception exception)
        {
            // It has all categories: a filter on one of them must not hide that the project cannot be read.
            return [Refused(method, suite, Reason(exception), ClaimCategories.All)];
        }

        return cases.Count > 0
            ? cases.Select(parameters => _builder.BuildTestMethod(method, suite, parameters))
            : [Refused(method, suite, noCases, [])];
    }

    // The fixture's constructor and its Configure are the user's own code.
    private static string Reason(Exception exception) =>
        exception switch
        {
            InputException or MissingMethodException => exception.Message,
            TargetInvocationException { InnerException: { } inner } => Reason(inner),
            _ => $"{exception.GetType().Name}: {exception.Message}",
        };

    private static TestMethod Refused(IMethodInfo method, Test? suite, string reason, IReadOnlyList<string> categories)
    {
        TestMethod refused = new(method, suite);
        foreach (string category in categories)
        {
            refused.Properties.Add(PropertyNames.Category, category);
        }

        refused.MakeInvalid(reason);
        return refused;
    }
}
