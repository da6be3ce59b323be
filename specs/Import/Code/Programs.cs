using Repro.Import.Programs;
using Repro.Import.Reading;
using Repro.Import.Texts;
using Repro.Models;

namespace Repro.Specs.Import.Code;

/// <summary>Programs for specs.</summary>
internal static class Programs
{
    /// <summary>What is read of Python.</summary>
    public static ImportedProgram Python(string code, KerasVersion? keras = null) =>
        ProgramReader.Read(SourceText.Parse("program.py", code), keras);

    /// <summary>What is read of a fixture in <c>fixtures/import</c>.</summary>
    public static ImportedProgram Fixture(string name, KerasVersion? keras = null) =>
        ProgramReader.Read(SourceText.Read(Repository.PathOf("fixtures", "import", name)), keras);
}
