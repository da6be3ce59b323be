namespace Repro.Backends.Losses;

/// <summary>The names that Keras gives to the losses.</summary>
public static class LossNames
{
    public static string Of(Loss loss) => loss == Loss.BinaryCrossentropy ? "binary_crossentropy" : "categorical_crossentropy";
}
