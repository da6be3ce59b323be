#!/usr/bin/env python3
"""PyTorch 2.10 as a peer: libtorch of the NuGet package libtorch-cpu-linux-x64 through TorchSharp, on the workloads of `repro bench`.

    python3 bench/side-by-side/libtorch.py [--threads N] [--layout channels_last|contiguous] [WORKLOAD ...]

The first call restores about 400 MB from the NuGet source of this machine and builds libtorch/ in a cache folder. It needs Linux on
x64, the .NET SDK and gcc.
"""
import argparse
import json
import os
import shutil
import struct
import sys
from pathlib import Path

import machine

SOURCES = Path(__file__).resolve().parent / "libtorch"
# Hashes of version names in an ELF file, as `_dl_elf_hash` computes them.
GLIBCXX_3_4_32, GLIBCXX_3_4_30 = 0x0297F842, 0x0297F840


def relax(library):
    """Lets a copy of TorchSharp's native library load with Debian 12's libstdc++: the one version that is too new becomes an older one."""
    data = bytearray(library.read_bytes())

    def entry(version):
        # struct Elf64_Vernaux: hash, flags, number, name, next.
        place = data.find(struct.pack("<IH", version, 0))
        return None if place < 0 else place

    new, old = entry(GLIBCXX_3_4_32), entry(GLIBCXX_3_4_30)
    if new is None or old is None:
        return
    data[new:new + 4] = data[old:old + 4]
    data[new + 8:new + 12] = data[old + 8:old + 12]
    library.write_bytes(data)


def build():
    """Builds the peer once, and again when its sources change: the program, and what is loaded before it."""
    folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "reprosuite-libtorch"
    texts = [path.read_bytes() for path in sorted(SOURCES.iterdir()) if path.is_file()]
    stamp, before = folder / "built", b"\0".join(texts)
    program, preloaded = folder / "out" / "libtorch-peer", folder / "iostream_init.so"
    if not stamp.exists() or stamp.read_bytes() != before:
        if shutil.which("gcc") is None:
            raise machine.Missing("gcc is not here. On Debian: apt-get install gcc.")
        folder.mkdir(parents=True, exist_ok=True)
        machine.call(["dotnet", "build", "-c", "Release", "-v", "q", "-clp:NoSummary", "--nologo", "-o", folder / "out",
                      f"-p:BaseIntermediateOutputPath={folder / 'obj'}{os.sep}", SOURCES / "libtorch-peer.csproj"], {})
        relax(folder / "out" / "libLibTorchSharp.so")
        machine.call(["gcc", "-shared", "-fPIC", "-o", preloaded, SOURCES / "iostream_init.c"], {})
        stamp.write_bytes(before)
    return program, preloaded


def run(workload, threads, layout, extra=None):
    """One run in a fresh process, with the allocator that keeps its pages: its JSON, and its peak memory in KiB."""
    program, preloaded = build()
    output, memory = machine.call([program, workload, str(threads), layout], {**machine.TUNED_MALLOC, "LD_PRELOAD": str(preloaded), **(extra or {})})
    return json.loads(output), memory


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workload", nargs="*", metavar="WORKLOAD", help=f"one or more of {', '.join(machine.WORKLOADS)}; default: all")
    parser.add_argument("--threads", type=int, default=machine.processors())
    parser.add_argument("--layout", choices=("channels_last", "contiguous"), default="channels_last")
    options = parser.parse_args()
    unknown = [name for name in options.workload if name not in machine.WORKLOADS]
    if unknown:
        parser.error(f"there is no workload '{unknown[0]}'; the workloads are {', '.join(machine.WORKLOADS)}")
    try:
        for workload in options.workload or machine.WORKLOADS:
            print(json.dumps(run(workload, options.threads, options.layout)[0]), flush=True)
    except machine.Missing as missing:
        print(f"libtorch: {missing}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
