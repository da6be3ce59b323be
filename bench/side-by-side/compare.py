#!/usr/bin/env python3
"""Times our backends beside PyTorch 2.10 in turns, and prints the ratios of the medians.

    python3 bench/side-by-side/compare.py [--alternations 5] [--workload NAME] [--avx2] [--debian] [--json]

Each turn starts a fresh process of each side: `repro bench` (the Cpu backend, with and without Winograd's algorithm where a workload
uses it, and TensorFlow where REPRO_LIBTENSORFLOW names its library) and PyTorch 2.10 (libtorch.py: channels_last, an allocator that
keeps its pages). --debian adds Debian's python3-torch in the same way on the three workloads that pytorch_peer.py has. --avx2 keeps
every side from AVX-512. Run it alone on the machine; five alternations of all workloads take about 15 minutes.
docs/performance.md says what is compared.
"""
import argparse
import json
import statistics
import sys

import libtorch
import machine

OURS = ("Cpu", "Cpu direct")

# The networks that have layers for which Winograd's algorithm is chosen.
WITH_WINOGRAD = ("convnet-150", "vgg16-forward", "vgg16-frozen", "vgg16-fine-tune")


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--alternations", type=int, default=5)
    parser.add_argument("--threads", type=int, default=machine.processors())
    parser.add_argument("--workload", action="append", choices=machine.WORKLOADS, help="may be given several times; default: all")
    parser.add_argument("--avx2", action="store_true", help="no side may use AVX-512")
    parser.add_argument("--debian", action="store_true", help="Debian's PyTorch too, on the workloads that pytorch_peer.py has")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


def turn(options, python, environment, backend, times, facts):
    """Each side once, on each workload; adds to times[workload][side]."""
    def note(workload, side, milliseconds):
        times.setdefault(workload, {}).setdefault(side, []).append(milliseconds)

    for workload in options.workload or machine.WORKLOADS:
        report, _ = machine.repro([workload], backend, environment, direct=workload in WITH_WINOGRAD, threads=options.threads)
        facts["peaks"].append(report["peak"]["gigaflops_per_second"])
        facts["instructionSet"] = report["peak"]["instruction_set"]
        facts["operations"][workload] = report["workloads"][0]["operations"]
        for side in report["workloads"][0]["backends"]:
            note(workload, side["name"], side["median_ms"])
            facts["threads"][side["name"]] = side["threads"]
            facts["libraries"].update(side["libraries"])
        result, _ = libtorch.run(workload, options.threads, "channels_last", environment)
        note(workload, "PyTorch 2.10", result["milliseconds"])
        facts["threads"]["PyTorch 2.10"] = result["threads"]
        facts["libraries"]["libtorch"] = result["version"]
        if options.debian and workload in machine.DEBIAN_WORKLOADS:
            result, _ = machine.pytorch(python, workload, options.threads, "channels_last", {**environment, **machine.TUNED_MALLOC})
            note(workload, "PyTorch Debian", result["milliseconds"])
            facts["libraries"]["PyTorch of Debian"] = result["version"]



def summary(times, facts):
    """Per workload and side: median, least, greatest, GFLOP/s, share of the peak, and ours over theirs."""
    peak = statistics.median(facts["peaks"])
    workloads = {}
    for workload, sides in times.items():
        medians = {side: statistics.median(values) for side, values in sides.items()}
        workloads[workload] = {
            "sides": {
                side: {
                    "medianMilliseconds": medians[side],
                    "leastMilliseconds": min(values),
                    "greatestMilliseconds": max(values),
                    "gigaflopsPerSecond": facts["operations"][workload] / medians[side] / 1e6,
                    "shareOfPeak": facts["operations"][workload] / medians[side] / 1e6 / peak,
                    "milliseconds": values,
                }
                for side, values in sides.items()
            },
            "ratios": {
                f"{ours} / {side}": medians[ours] / medians[side]
                for ours in OURS if ours in medians
                for side in medians if side not in OURS
            },
        }
    return {
        "schemaVersion": 1,
        "processor": facts["processor"],
        "widestOfProcessor": facts["widest"],
        "instructionSet": facts["instructionSet"],
        "peakGigaflopsPerSecond": peak,
        "alternations": len(facts["peaks"]) // len(workloads),
        "threads": facts["threads"],
        "libraries": facts["libraries"],
        "workloads": workloads,
    }


def show(result):
    print(f"{result['processor']} (has {result['widestOfProcessor']}); measured with {result['instructionSet']}, "
          f"FMA peak {result['peakGigaflopsPerSecond']:.0f} GFLOP/s")
    print("threads: " + ", ".join(f"{side} {threads}" for side, threads in result["threads"].items()))
    print("versions: " + ", ".join(f"{name} {version}" for name, version in sorted(result["libraries"].items())))
    for workload, figures in result["workloads"].items():
        print(f"\n{workload}, median of {result['alternations']} alternations")
        for side, figure in figures["sides"].items():
            print(f"  {side:<14}{figure['medianMilliseconds']:10.2f} ms ({figure['leastMilliseconds']:.2f} to {figure['greatestMilliseconds']:.2f})"
                  f"{figure['gigaflopsPerSecond']:7.0f} GFLOP/s {figure['shareOfPeak']:5.0%} of the peak")
        for name, ratio in figures["ratios"].items():
            print(f"  {name:<30}{ratio:6.2f}")


def main():
    options = options_of(sys.argv[1:])
    facts = {"peaks": [], "operations": {}, "threads": {}, "libraries": {}}
    facts["processor"], facts["widest"] = machine.processor()
    environment = machine.WITHOUT_AVX512 if options.avx2 else {}
    times = {}
    try:
        python = machine.python_with_torch() if options.debian else None
        machine.build()
        libtorch.build()
        for _ in range(options.alternations):
            turn(options, python, environment, machine.backends(), times, facts)
    except machine.Missing as missing:
        print(f"side-by-side: {missing}", file=sys.stderr)
        return 2
    result = summary(times, facts)
    print(json.dumps(result, indent=2)) if options.json else show(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
