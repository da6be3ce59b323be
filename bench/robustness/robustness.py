#!/usr/bin/env python3
"""Kills trainings at random moments and lets disks fail under them, and compares the bytes that come out in the end.

    REPRO_DATA=/path/to/data python3 bench/robustness/robustness.py kills 60
    REPRO_DATA=/path/to/data python3 bench/robustness/robustness.py disk       # root: mounts small file systems in memory
    REPRO_DATA=/path/to/data python3 bench/robustness/robustness.py inject     # strace: system calls fail with EIO or ENOSPC

Needs a built tool (./repro --version) and MNIST in the data root. Every case is a training of mnist-dense, 2 epochs, seed 1; the reference is
one that nothing disturbed. Prints a line per case and the counts; the exit code is 1 where a case failed. A case fails where the tool crashes,
says more than one line, hangs, or where the training does not end with the reference's bytes once it is run again without the disturbance.
"""
import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOL = ["dotnet", str(ROOT / "src/Repro.Cli/bin/Debug/net10.0/Repro.Cli.dll")]
TIMES = {"started", "ended", "resumed", "seconds", "waited_seconds", "commit"}
EXPECTED = {"history.csv", "weights.bin", "record.json", "lock"}
DEADLINE = 600


def command(out, epochs=2):
    return TOOL + ["train", "mnist-dense", "--seeds", "1", "--epochs", str(epochs), "--runs", str(out)]


def run(arguments):
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=DEADLINE)
    return done.returncode, done.stderr.strip()


def content(out):
    """The bytes of a finished training, the record without its times; the text says what is wrong where something is."""
    folder = Path(out) / "mnist-dense/Cpu/seed-1-epochs-2"
    names = {file.name for file in folder.iterdir()}
    if names != EXPECTED:
        return f"files {sorted(names)}"
    record = json.loads((folder / "record.json").read_text())
    return (folder / "history.csv").read_bytes(), (folder / "weights.bin").read_bytes(), {key: value for key, value in record.items() if key not in TIMES}


class Cases:
    def __init__(self, work):
        self.reference_folder = work / "reference"
        start = time.monotonic()
        code, error = run(command(self.reference_folder))
        if code != 0:
            sys.exit(f"the reference training failed: {error}")
        self.seconds = time.monotonic() - start
        self.reference = content(self.reference_folder)
        self.failed = 0
        self.count = 0

    def judge(self, name, code, error, out, accepted=(0, 2)):
        """After the disturbance: the training is run again and compared."""
        problems = []
        if code not in accepted:
            problems.append(f"exit code {code}")
        if (code == 2 and len(error.splitlines()) != 1) or "   at " in error:
            problems.append("not one line")
        again, error_again = run(command(out))
        if again != 0:
            problems.append(f"run again: exit code {again}, {error_again}")
        elif content(out) != self.reference:
            problems.append("other bytes")
        self.report(name, code, error, problems)

    def report(self, name, code, error, problems):
        self.count += 1
        self.failed += bool(problems)
        print(f"{'FAILED' if problems else 'ok':7} {name}: exit code {code}; {'; '.join(problems) if problems else error.splitlines()[0][:110] if error else ''}", flush=True)


def kills(cases, work, number, seed):
    """SIGKILL at moments that are spread evenly over the time that the reference took."""
    moments = random.Random(seed)
    killed = finished = starts = wrong = 0
    while killed < number:
        out = work / f"killed-{finished}"
        while True:
            starts += 1
            child = subprocess.Popen(command(out), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            try:
                error = child.communicate(timeout=moments.uniform(0, cases.seconds) if killed < number else DEADLINE)[1]
            except subprocess.TimeoutExpired:
                child.send_signal(signal.SIGKILL)
                child.communicate()
                killed += 1
                continue
            break
        finished += 1
        same = child.returncode == 0 and content(out) == cases.reference
        wrong += not same
        print(f"{'ok' if same else 'FAILED':7} training {finished}, {killed} kills so far: exit code {child.returncode}; {error.strip()}", flush=True)
        shutil.rmtree(out)
    cases.count, cases.failed = killed, wrong
    print(f"{killed} kills over {starts} starts, {finished} finished trainings, {wrong} with other bytes or files; moments from 0 to {cases.seconds:.1f} s, seed {seed}")


def mounted(folder, options):
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)


def remount(folder, options):
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


def disk(cases, work):
    """Full disks of several sizes, disks without inodes, a read-only disk; and the tool's other outputs on a full disk."""
    place = work / "disk"
    for options in ["size=16k", "size=1m", "size=2m", "size=4m", "size=5m", "size=64m,nr_inodes=4", "size=64m,nr_inodes=6", "size=64m,nr_inodes=8"]:
        mounted(place, options)
        try:
            code, error = run(command(place / "runs"))
            remount(place, "size=64m,nr_inodes=10000")
            cases.judge(f"train, {options}", code, error, place / "runs")
        finally:
            subprocess.run(["umount", str(place)], check=True)
    mounted(place, "size=64m")
    try:
        remount(place, "ro")
        code, error = run(command(place / "runs"))
        remount(place, "rw")
        cases.judge("train, read-only", code, error, place / "runs", accepted=(2,))
    finally:
        subprocess.run(["umount", str(place)], check=True)

    others = {
        "verify --json": ["verify", "--document", "0", "--json", "o.json"],
        "verify --markdown": ["verify", "--document", "0", "--markdown", "o.md"],
        "verify --report": ["verify", "--document", "0", "--report", "o.html"],
        "report": ["report", "--document", "0", "--out", "o.html"],
        "plan": ["plan", "o.json", "--run", "mnist-dense"],
        "merge": ["merge", str(cases.reference_folder), "--out", "o"],
    }
    for state in ["full", "read-only"]:
        for name, arguments in others.items():
            mounted(place, "size=64k")
            try:
                if state == "full":
                    with (place / "filler").open("wb") as filler:
                        filler.write(b"x" * (64 << 10))
                else:
                    (place / "filler").touch()
                    remount(place, "ro")
                code, error = run(TOOL + [str(place / part) if part.startswith("o.") or part == "o" else part for part in arguments])
                problems = [] if code == 2 and len(error.splitlines()) == 1 else ["not exit code 2 with one line: " + error]
                left = {file.name for file in place.iterdir()} - {"filler"}
                cases.report(f"{name}, {state}", code, error, problems + ([f"left {left}"] if left else []))
            finally:
                subprocess.run(["umount", str(place)], check=True)


def inject(cases, work):
    """System calls that fail: of the k-th call on, or only the k-th."""
    for call, error, whens, code_then in [
        ("fsync", "EIO", ["1", "2", "3", "5", "7", "2+"], 2),
        ("pwrite64", "ENOSPC", ["1", "3", "9", "1+"], 2),
        ("pwrite64", "EIO", ["2", "2+"], 2),
        ("rename", "EIO", ["1", "2", "4"], 2),
        ("rename", "ENOSPC", ["3"], 2),
        ("unlink", "EIO", ["1", "1+"], 0),  # of a checkpoint that is no longer needed
    ]:
        for when in whens:
            out = work / f"{call}-{error}-{when}"
            code, message = run(["strace", "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}"] + command(out))
            cases.judge(f"{call} {error}, call {when}", code, message, out, accepted=(code_then,))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["kills", "disk", "inject"])
    parser.add_argument("number", nargs="?", type=int, default=60, help="of kills")
    parser.add_argument("--seed", type=int, default=20261129, help="of the kills' moments")
    arguments = parser.parse_args()
    os.environ.setdefault("DOTNET_CLI_TELEMETRY_OPTOUT", "1")
    work = Path(tempfile.mkdtemp(prefix="repro-robustness-"))
    try:
        cases = Cases(work)
        print(f"reference: {cases.seconds:.1f} s", flush=True)
        if arguments.what == "kills":
            kills(cases, work, arguments.number, arguments.seed)
        else:
            {"disk": disk, "inject": inject}[arguments.what](cases, work)
        print(f"{cases.count} cases, {cases.failed} failed")
        return 1 if cases.failed else 0
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
