using Repro.Keras.Files;

namespace Repro.Specs.Keras.Files;

/// <summary>The program that reads foreign .h5 files must be there as a file.</summary>
[Category("Fast")]
internal sealed class HandoverProgramSpecs
{
    [TestCase("", "*a single-file program*PublishSingleFile.")]
    [TestCase("/no/such/Repro.Hdf5.dll", "/no/such/Repro.Hdf5.dll: Repro.Hdf5.runtimeconfig.json*copy both files.")]
    public void Where_it_is_not_the_reason_is_one_line(string location, string message) =>
        FluentActions
            .Invoking(() => ForeignHdf5.ProgramFile(location))
            .Should()
            .Throw<InputException>()
            .WithMessage(message)
            .Which.Message.Should()
            .NotContain("\n");
}
