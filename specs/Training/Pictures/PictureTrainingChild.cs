namespace Repro.Specs.Training.Pictures;

/// <summary>The child process: trains the tiny pictures and stops after each step until a line comes in, so that it can be killed in a known place.</summary>
internal static class PictureTrainingChild
{
    public const string Verb = "train-pictures";

    public static int Run(string semantics, string dataRoot, string output)
    {
        using TinyPictures tiny = new(semantics, dataRoot);
        tiny.Train(output, what =>
        {
            if (what == "step")
            {
                Console.WriteLine(what);
                Console.In.ReadLine();
            }
        });
        return 0;
    }
}
