namespace Repro.Hdf5;

/// <summary>Not a command for people: the process that reads a foreign .h5 file for the program that started it.</summary>
internal static class Hdf5Program
{
    private static int Main(string[] args)
    {
        if (args is [string library, string file])
        {
            return Hdf5Child.Run(library, file);
        }

        Console.Error.WriteLine(
            "usage: dotnet Repro.Hdf5.dll LIBRARY FILE. Programs that reference Repro start this one to read an .h5 file."
        );
        return Hdf5Child.Refused;
    }
}
