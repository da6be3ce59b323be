namespace Repro.Import.Evaluation.Values;

/// <summary>What the evaluation of a program may cost. Text from outside may ask for any amount.</summary>
internal static class EvaluationLimits
{
    /// <summary>Steps of a whole program: an expression, a statement, an item that is made.</summary>
    public const int MostSteps = 3_000_000;

    /// <summary>Steps of one statement of the program.</summary>
    public const int MostStepsOfStatement = 400_000;

    /// <summary>Calls of the program's functions within one another.</summary>
    public const int DeepestCalls = 20;

    /// <summary>Items of a list.</summary>
    public const int MostItems = 100_000;

    /// <summary>Characters of a text that is made.</summary>
    public const int LongestText = 100_000;

    /// <summary>Layers of all networks together.</summary>
    public const int MostLayers = 20_000;

    /// <summary>Layers of one network, with those of its parts.</summary>
    public const int MostLayersOfNetwork = 5_000;

    public const int MostNetworks = 500;

    /// <summary>Layers of all states of networks that are kept.</summary>
    public const int MostStateLayers = 200_000;

    /// <summary>Networks within networks.</summary>
    public const int DeepestNetworks = 6;

    /// <summary>Entries of each kind in the result.</summary>
    public const int MostEntries = 20_000;
}

/// <summary>A statement that costs too much is given up.</summary>
internal sealed class LimitException(string reason) : Exception(reason);
