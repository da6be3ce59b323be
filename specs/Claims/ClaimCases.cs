using Repro.NUnit;

namespace Repro.Specs.Claims;

/// <summary>The claims of this repository, judged on the recorded evidence.</summary>
[ReproClaims]
internal sealed class ClaimCases : ClaimFixture;

/// <summary>The claims of this repository about runs, judged on trainings that are made for it.</summary>
[ReproClaims]
internal sealed class TrainedClaimCases : TrainedClaimFixture;
