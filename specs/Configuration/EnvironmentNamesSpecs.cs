using Repro.Configuration;

namespace Repro.Specs.Configuration;

[TestFixture]
[Category("Fast")]
internal sealed class EnvironmentNamesSpecs
{
    [Test]
    public void A_variable_that_no_setting_has_is_named_with_the_nearest_name_and_an_old_name_with_the_present_one() =>
        EnvironmentNames
            .Warnings([
                "REPRO_THREAD",
                "REPRO_COLOUR",
                "REPRO_DATA",
                "repro_backend",
                "REPRO_ENGINE",
                "REPRO_TRACE",
                "REPRO_TENSORFLOWTF32",
                "HOME",
                "REPROSUITE",
            ])
            .Should()
            .Equal(
                "The environment variable REPRO_COLOUR is ignored, because no setting has this name.",
                "REPRO_ENGINE is the old name of the environment variable REPRO_BACKEND. Use REPRO_BACKEND.",
                "The environment variable REPRO_THREAD is ignored, because no setting has this name. Did you mean 'REPRO_THREADS'?"
            );
}
