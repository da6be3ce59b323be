using System.Globalization;
using BenchmarkDotNet.Running;
using Repro.Bench;
using Repro.Bench.Fuzzing;
using Repro.Bench.ImportScore;
using Repro.Bench.Profile;

if (args is ["profile", .. string[] rest])
{
    StepProfile.Run(rest);
    return;
}

if (args is ["schedule", .. string[] schedule])
{
    ScheduleProfile.Run(schedule);
    return;
}

if (args is ["decode", string root, string set, string split, .. string[] more])
{
    int Number(int place, int otherwise) => more.Length > place ? int.Parse(more[place], CultureInfo.InvariantCulture) : otherwise;
    DecodeImages.Run(root, set, split, Number(0, 150), Number(1, 150), Number(2, 1));
    return;
}

if (args is ["augment", .. string[] images])
{
    AugmentImages.Run(images.Length > 0 ? int.Parse(images[0], CultureInfo.InvariantCulture) : 2000);
    return;
}

if (args is ["layers", ..])
{
    int threads = int.Parse(args.ElementAtOrDefault(3) ?? "0", CultureInfo.InvariantCulture);
    LayerProfile.Run(args.ElementAtOrDefault(1) ?? "", args.ElementAtOrDefault(2), threads, args.ElementAtOrDefault(4) ?? "");
    return;
}

if (args is [KerasFuzz.Child, string childSeed, string first, string end])
{
    Environment.ExitCode = KerasFuzzChild.Run(
        int.Parse(childSeed, CultureInfo.InvariantCulture),
        long.Parse(first, CultureInfo.InvariantCulture),
        long.Parse(end, CultureInfo.InvariantCulture)
    );
    return;
}

if (args is ["winograd-error"])
{
    WinogradError.Run();
    return;
}

if (args is ["import-score", string texts, string truth, .. string[] one])
{
    Environment.ExitCode = ScoreProgram.Run(texts, truth, one.FirstOrDefault());
    return;
}

if (args is ["import-documents", string documents])
{
    DocumentCheck.Run(documents);
    return;
}

if (args is ["growth", ..])
{
    Growth.Run(args.ElementAtOrDefault(1));
    return;
}

if (args is ["fuzz", string what, .. string[] options])
{
    long Option(int place, long otherwise) => options.Length > place ? long.Parse(options[place], CultureInfo.InvariantCulture) : otherwise;
    (long count, int seed, long from) = (Option(0, 20_000), (int)Option(1, 1), Option(2, 0));
    Environment.ExitCode = what switch
    {
        "h5" => KerasFuzz.Run(count, seed, from),
        "all" => FuzzAll.Run(count, seed),
        _ when FuzzReaders.Names.Contains(what) => FuzzProgram.Run(what, count, seed, from),
        _ => throw new ArgumentException($"fuzz {what}: the readers are {string.Join(", ", FuzzReaders.Names)}, h5 and all."),
    };
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
