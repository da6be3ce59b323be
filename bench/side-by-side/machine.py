"""What the scripts of this folder share: starting either side as a process of its own, and what this machine is."""
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEER = Path(__file__).resolve().parent / "pytorch_peer.py"
WORKLOADS = ("convnet-150", "convnet-28", "convnet-28-adam", "mobilenet", "vgg16-forward", "vgg16-frozen", "vgg16-fine-tune")

# Those of pytorch_peer.py.
DEBIAN_WORKLOADS = ("convnet-150", "convnet-28", "vgg16-forward")

# glibc hands freed blocks of some size back to the kernel and takes fresh pages for the next step; these keep them in the process.
TUNED_MALLOC = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": str(4 << 30), "MALLOC_TOP_PAD_": str(64 << 20)}

# Every side without AVX-512: our runtime, oneDNN (in PyTorch and in TensorFlow) and PyTorch's own loops.
WITHOUT_AVX512 = {"DOTNET_EnableAVX512": "0", "ONEDNN_MAX_CPU_ISA": "AVX2", "DNNL_MAX_CPU_ISA": "AVX2", "ATEN_CPU_CAPABILITY": "avx2"}


class Missing(Exception):
    """Something that the comparison needs is not here; the text says what and how to get it."""


def python_with_torch():
    """An interpreter that has PyTorch: this one, else the system's (Debian puts python3-torch there)."""
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", "import torch"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
            return python
    raise Missing("PyTorch is not here. On Debian: apt-get install python3-torch.")


def call(command, extra):
    """Runs a command with extra environment variables: what it printed, and the most memory it held (KiB; Linux's VmHWM)."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, **extra}, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Missing(f"'{' '.join(map(str, command))}' ended with {process.returncode}; what it said stands above.")
    return output, usage.ru_maxrss


def build():
    """Builds the tool, so that no measured call does."""
    call([ROOT / "repro", "bench", "--help"], {})


def repro(workloads, backend, extra=None, repeats=1, direct=False, threads=0):
    """One `repro bench`: its JSON, and its peak memory in KiB."""
    command = [ROOT / "repro", "bench", "--json", "--backend", backend, "--repeats", str(repeats)]
    command += [part for workload in workloads for part in ("--workload", workload)]
    if direct:
        command.append("--no-winograd")
    output, memory = call(command, {"REPRO_THREADS": str(threads), **(extra or {})})
    return json.loads(output), memory


def pytorch(python, workload, threads, layout, extra):
    """One run of PyTorch in a fresh process: its JSON, and its peak memory in KiB."""
    output, memory = call([python, PEER, workload, "--threads", str(threads), "--layout", layout], extra)
    return json.loads(output), memory


def processor():
    """The processor's name, and the widest of the vector instructions of interest that it has."""
    name, flags = "unknown", set()
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        for line in lines:
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                name = value.strip()
            elif key.strip() == "flags":
                flags = set(value.split())
    widest = "AVX-512" if "avx512f" in flags else "AVX2" if {"avx2", "fma"} <= flags else "neither AVX-512 nor AVX2"
    return name, widest


def processors():
    return len(os.sched_getaffinity(0))


def backends():
    """TensorFlow too where its library is named."""
    return "both" if os.environ.get("REPRO_LIBTENSORFLOW") else "cpu"
