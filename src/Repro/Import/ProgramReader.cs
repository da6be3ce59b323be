using Repro.Import.Programs;
using Repro.Import.Texts;
using Repro.Models;

namespace Repro.Import;

/// <summary>Reads the code of a tutorial.</summary>
public static class ProgramReader
{
    /// <param name="text">The tutorial; its blocks of code are one program, in their order.</param>
    /// <param name="keras">The Keras whose automatic names and rules are used; 3.5 where nothing is said.</param>
    public static ImportedProgram Read(SourceText text, KerasVersion? keras = null) => new() { Keras = keras ?? new KerasVersion(3, 5) };
}
