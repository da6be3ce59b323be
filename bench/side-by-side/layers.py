#!/usr/bin/env python3
"""Times each measured convolution beside PyTorch's, direction by direction, in turns.

    python3 bench/side-by-side/layers.py [--alternations 3] [--prefix vgg] [--avx2]

Shows the least time of each over all turns, its share of the FMA peak, and the ratio. Ours is the direct algorithm (Winograd's in a
line of its own), PyTorch's what it chooses, tuned as in compare.py. Run it alone on the machine; two turns took 3.6 minutes.
"""
import argparse
import json
import re
import sys
from pathlib import Path

import machine
from cases import LAYERS, operations

PEER = Path(__file__).resolve().parent / "pytorch_layers.py"
HEAD = re.compile(r"(?P<set>\S+), (?P<threads>\d+) threads, measured peak (?P<peak>\d+) GFLOP/s")
OPERATIONS = {name: operations(*case) for name, *case in LAYERS}
LINE = re.compile(r"(?P<layer>\S+)\s+(?P<direction>forward|winograd|data|kernel)\s+(?P<ms>[\d.]+)\s+(?P<speed>\d+)\s+\d+$")


def bench(*arguments):
    return ["dotnet", "run", "-c", "Release", "--no-build", "--project", machine.ROOT / "bench", "--", *arguments]


def ours(prefix, environment):
    """One pass of `bench -- layers`: instruction set, peak, and ms by (layer, direction)."""
    text, _ = machine.call(bench("layers", prefix), environment)
    head = HEAD.search(text)
    rows = {(row["layer"], row["direction"]): float(row["ms"]) for row in map(LINE.match, text.splitlines()) if row}
    if head is None or not rows:
        raise machine.Missing(f"`bench -- layers {prefix}` printed no layer:\n{text}")
    for row in filter(None, map(LINE.match, text.splitlines())):
        # What it printed is rounded; another layer would be farther off.
        if abs(OPERATIONS[row["layer"]] / float(row["ms"]) / 1e6 - float(row["speed"])) > 1 + 0.02 * float(row["speed"]):
            raise machine.Missing(f"cases.py and bench/LayerCase.cs describe {row['layer']} differently.")
    return head["set"], float(head["peak"]), rows


def theirs(python, prefix, threads, environment):
    """One pass of PyTorch's: version, and ms by (layer, direction)."""
    text, _ = machine.call([python, PEER, "--threads", str(threads), "--prefix", prefix], {**environment, **machine.TUNED_MALLOC})
    report = json.loads(text)
    return report["version"], {(layer, direction): ms for layer, rows in report["layers"].items() for direction, ms in rows.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--alternations", type=int, default=3)
    parser.add_argument("--prefix", default="", help="only layers whose name begins so")
    parser.add_argument("--avx2", action="store_true", help="no side may use AVX-512")
    options = parser.parse_args()
    environment = machine.WITHOUT_AVX512 if options.avx2 else {}
    threads = machine.processors()
    times, peaks = {"ours": {}, "theirs": {}}, []
    try:
        python = machine.python_with_torch()
        machine.call(["dotnet", "build", "-c", "Release", "--nologo", "--verbosity", "quiet", machine.ROOT / "bench"], {})
        for _ in range(options.alternations):
            instruction_set, peak, rows = ours(options.prefix, environment)
            peaks.append(peak)
            version, peer = theirs(python, options.prefix, threads, environment)
            for side, found in (("ours", rows), ("theirs", peer)):
                for key, ms in found.items():
                    times[side].setdefault(key, []).append(ms)
    except machine.Missing as missing:
        print(f"side-by-side: {missing}", file=sys.stderr)
        return 2

    peak = max(peaks)
    print(f"{machine.processor()[0]}; {instruction_set}, {threads} threads, FMA peak {peak:.0f} GFLOP/s; PyTorch {version}; least of {options.alternations} turns")
    print(f"{'layer':<8}{'direction':<10}{'ms':>9}{'% peak':>8}{'PyTorch':>9}{'% peak':>8}{'ratio':>7}")
    for key, values in times["ours"].items():
        layer, direction = key
        beside = times["theirs"].get((layer, "forward" if direction == "winograd" else direction))
        share = OPERATIONS[layer] / peak / 1e4
        print(f"{layer:<8}{direction:<10}{min(values):9.2f}{share / min(values):8.0f}" + (f"{min(beside):9.2f}{share / min(beside):8.0f}{min(values) / min(beside):7.2f}" if beside else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
