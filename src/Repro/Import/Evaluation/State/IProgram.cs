using Repro.Import.Evaluation.Values;

namespace Repro.Import.Evaluation.State;

/// <summary>What libraries need of the program that calls them: functions that it passes to them.</summary>
internal interface IProgram
{
    /// <summary>Calls a function, class, layer or network.</summary>
    Value Call(Value function, CallArguments arguments);

    /// <summary>A member of a value: a method, a property, a function of a library.</summary>
    Value Attribute(Value target, string name);
}
