using Repro;
using Repro.Keras.Files;
using Repro.Native;

// Prints the weights in a file that Keras saved: dotnet run --project samples/ReadKerasFile -- FILE.h5
if (args is not [string path])
{
    Console.Error.WriteLine("usage: ReadKerasFile FILE.h5");
    return 2;
}

try
{
    KerasFile file = KerasFile.Read(path);
    Console.WriteLine($"saved by Keras {file.KerasVersion ?? "of an unknown version"}");
    foreach ((string name, IReadOnlyList<int> shape) in file.StoredWeights)
    {
        Console.WriteLine($"{name} {string.Join('x', shape)}");
    }

    return 0;
}
catch (Exception exception) when (exception is InputException or MissingNativeException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
