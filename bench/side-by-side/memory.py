#!/usr/bin/env python3
"""Compares the most memory that either side holds in the same workload (VmHWM, as Linux counts it, of a fresh process).

    python3 bench/side-by-side/memory.py [--repeats 3] [--json]

The data are one made batch, so the figures are those of the backends: program, weights, activations, gradients and scratch. The least
of the repeats stands; "idle" is what `repro` holds before it computes anything.
"""
import argparse
import json
import sys

import libtorch
import machine

WORKLOADS = ("convnet-150", "vgg16-forward")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    threads = machine.processors()
    try:
        libtorch.build()
        machine.build()
        idle = {
            "Cpu": machine.call([machine.ROOT / "repro", "bench", "--help"], {})[1],
        }
        result = {"idle": idle}
        for workload in WORKLOADS:
            result[workload] = {
                "Cpu": min(machine.repro([workload], "cpu")[1] for _ in range(options.repeats)),
                "PyTorch 2.10": min(libtorch.run(workload, threads, "channels_last")[1] for _ in range(options.repeats)),
            }
    except machine.Missing as missing:
        print(f"memory: {missing}", file=sys.stderr)
        return 2

    if options.json:
        print(json.dumps({"schemaVersion": 1, "threads": threads, "peakKibibytes": result}, indent=2))
        return 0
    for workload, sides in result.items():
        print(f"{workload}: " + ", ".join(f"{side} {kibibytes / 1024:.0f} MiB" for side, kibibytes in sides.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
