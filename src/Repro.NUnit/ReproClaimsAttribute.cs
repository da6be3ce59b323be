using NUnit.Framework;

namespace Repro.NUnit;

/// <summary>
/// Marks a class that shows the claims of a project as NUnit cases: <c>[ReproClaims] public class PaperClaims : ClaimFixture;</c>
/// It is a <see cref="TestFixtureAttribute"/> with its properties, such as <c>Category</c>; a class without it is found as well.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReproClaimsAttribute : TestFixtureAttribute;
