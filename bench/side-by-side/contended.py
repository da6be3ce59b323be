#!/usr/bin/env python3
"""Measures how much a step slows down when another process takes one of the cores.

    python3 bench/side-by-side/contended.py [--workload convnet-150] [--alternations 5] [--pytorch]

The other process is a loop that never rests, pinned to the last core that this script may use; the measured side is not pinned.
Runs with and without it alternate. The goal is a ratio of the medians of at most 2.2: of two cores one and a half are left, and
whoever waits for a core must not make the others spin.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
from contextlib import contextmanager, nullcontext

import libtorch
import machine

LOOP = "import os, sys\nos.sched_setaffinity(0, {int(sys.argv[1])})\nwhile True: pass"


@contextmanager
def busy_core(core):
    process = subprocess.Popen([sys.executable, "-c", LOOP, str(core)])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workload", choices=machine.WORKLOADS, default="convnet-150")
    parser.add_argument("--alternations", type=int, default=5)
    parser.add_argument("--pytorch", action="store_true", help="measure PyTorch 2.10 likewise")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    threads = machine.processors()
    core = max(os.sched_getaffinity(0))

    def ours():
        report, _ = machine.repro([options.workload], "cpu")
        return report["workloads"][0]["backends"][0]["median_ms"]

    times = {}
    try:
        sides = {"Cpu": ours}
        if options.pytorch:
            libtorch.build()
            sides["PyTorch 2.10"] = lambda: libtorch.run(options.workload, threads, "channels_last")[0]["milliseconds"]
        machine.build()
        for _ in range(options.alternations):
            for side, run in sides.items():
                for state, context in (("alone", nullcontext()), ("one core taken", busy_core(core))):
                    with context:
                        times.setdefault(side, {}).setdefault(state, []).append(run())
    except machine.Missing as missing:
        print(f"contended: {missing}", file=sys.stderr)
        return 2

    result = {side: {state: statistics.median(values) for state, values in states.items()} for side, states in times.items()}
    for states in result.values():
        states["ratio"] = states["one core taken"] / states["alone"]
    if options.json:
        print(json.dumps({"schemaVersion": 1, "workload": options.workload, "threads": threads, "medians": result, "milliseconds": times}, indent=2))
        return 0
    print(f"{options.workload}, {threads} threads, medians of {options.alternations} alternations")
    for side, states in result.items():
        print(f"  {side:<14}{states['alone']:9.2f} ms alone,{states['one core taken']:9.2f} ms with core {core} taken: {states['ratio']:.2f} times")
    return 0


if __name__ == "__main__":
    sys.exit(main())
