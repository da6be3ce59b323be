using NUnit.Framework;
using NUnit.Framework.Internal;
using Repro.Hosting;

namespace Repro.NUnit;

/// <summary>A fixture whose cases come from a project. One instance serves all cases: each quantity is measured once.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public abstract class ProjectFixture
{
    /// <summary>Reads nothing yet. Only the fixtures of this package derive from this class: it has internal members.</summary>
    protected ProjectFixture() { }

    /// <summary>The host of the project.</summary>
    /// <exception cref="InputException">There is no project, or it is not valid.</exception>
    protected internal ReproHost Host => FixtureHosts.Of(GetType(), ProjectFolder, Configure);

    /// <summary>
    /// The project's folder; by default the one that the build found, else the nearest one upwards from the test assembly.
    /// </summary>
    protected virtual string? ProjectFolder => null;

    /// <summary>Adds probes of your own, or the backend of the package ReproSuite.TensorFlow.</summary>
    protected virtual void Configure(ReproHostBuilder host) { }

    /// <summary>The cases of the fixture's test.</summary>
    internal abstract IReadOnlyList<TestCaseParameters> TestCases();

    /// <summary>Why there is no case, where <see cref="TestCases"/> gives none.</summary>
    internal abstract string NoCases { get; }
}
