using BenchmarkDotNet.Running;
using Repro.Bench.Profile;

if (args is ["profile", .. string[] rest])
{
    StepProfile.Run(rest);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
