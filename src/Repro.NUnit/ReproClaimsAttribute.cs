using NUnit.Framework;

namespace Repro.NUnit;

/// <summary>
/// Marks a class that shows the claims of a project as NUnit cases: <c>[ReproClaims] public class PaperClaims : ClaimFixture;</c>
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReproClaimsAttribute : TestFixtureAttribute;
