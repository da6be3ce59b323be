using Repro.NUnit;

/// <summary>One case for each claim of the project: dotnet test --filter Category=Fast</summary>
[ReproClaims]
public class TutorialClaims : ClaimFixture;

/// <summary>Claims about trainings, with all seeds trained for the test: dotnet test --filter Category=Small</summary>
[ReproClaims]
public class TrainedTutorialClaims : TrainedClaimFixture;
