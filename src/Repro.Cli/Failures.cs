using Repro.TensorFlow.Seam;

namespace Repro.Cli;

/// <summary>Which exceptions are told in one line, without a stack trace: the user can do something about them.</summary>
internal static class Failures
{
    /// <summary>What the user is told, or null where the exception is a defect of ours and must show itself.</summary>
    public static string? Message(Exception exception) => exception switch
    {
        InputException => $"repro: {exception.Message}",
        // Out of memory on a GPU, for one. A training keeps its last checkpoint.
        EagerException => $"repro: {exception.Message.TrimEnd().ReplaceLineEndings(" ")} (tensorflowDevice chooses another device; --backend cpu needs none)",
        _ => null,
    };
}
