namespace Repro.Specs.Training.Images;

/// <summary>
/// The child process: trains the tiny images and stops after each step until a line comes in, so that it can be killed in a known place.
/// </summary>
internal static class ImageTrainingChild
{
    public const string Verb = "train-pictures";

    public static int Run(string semantics, string dataRoot, string output)
    {
        using TinyImages tiny = new(semantics, dataRoot);
        tiny.Train(
            output,
            what =>
            {
                if (what == "step")
                {
                    Console.WriteLine(what);
                    Console.In.ReadLine();
                }
            }
        );
        return 0;
    }
}
