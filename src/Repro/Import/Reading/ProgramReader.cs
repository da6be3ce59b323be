using Repro.Import.Evaluation;
using Repro.Import.Evaluation.State;
using Repro.Import.Printed;
using Repro.Import.Programs;
using Repro.Import.Python;
using Repro.Import.Texts;
using Repro.Models;

namespace Repro.Import.Reading;

/// <summary>
/// Reads the code of a tutorial: networks, trainings and data, as far as they are known without executing anything. Text and code may be
/// anybody's: size, depth and steps are limited, and whatever cannot be read is reported with its place.
/// </summary>
internal static class ProgramReader
{
    // The evaluation goes as deep as the program's expressions and calls, within its own limits.
    private const int StackBytes = 64 << 20;

    /// <param name="text">The tutorial; its blocks of code are one program, in their order.</param>
    /// <param name="keras">The Keras whose automatic names and rules are used; 3.5 where nothing is said.</param>
    /// <param name="shapes">Tells the shapes of arrays in files; null where the files are not there.</param>
    public static ImportedProgram Read(SourceText text, KerasVersion? keras = null, ArrayShapes? shapes = null)
    {
        ImportedProgram? program = null;
        System.Runtime.ExceptionServices.ExceptionDispatchInfo? failure = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    program = ReadHere(text, keras ?? new KerasVersion(3, 5), shapes ?? ((_, _) => null));
                }
                catch (Exception exception)
                {
                    failure = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(exception);
                }
            },
            StackBytes
        );
        thread.Start();
        thread.Join();
        failure?.Throw();
        return program!;
    }

    private static ImportedProgram ReadHere(SourceText text, KerasVersion keras, ArrayShapes shapes)
    {
        TextBlock[] units = [.. text.Blocks.Where(block => block.Kind == BlockKind.Code)];
        Context context = new(units, keras, shapes) { IsOldPackage = OldPackage.IsUsed(text) };
        Evaluator evaluator = new(context, new PrintedShapes(text));
        RepeatedCode repeated = new();
        AlternativeCode alternatives = new(text);
        List<IReadOnlyList<Python.Syntax.Statement>> code = [];
        for (int unit = 0; unit < units.Length; unit++)
        {
            code.Add(PythonReader.Read(units[unit].Text, units[unit].FirstLine));
            if (repeated.Of(units[unit]) is { } before)
            {
                context.Results.Read(units[unit].Place, $"the same code as at {before.InWords}");
                continue;
            }

            evaluator.Run(code[unit], unit, alternatives.Has(units[unit]));
        }

        return ProgramResult.Of(context) with
        {
            Code = code,
        };
    }
}
