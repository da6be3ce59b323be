#!/usr/bin/env python3
"""Times the three directions of each measured convolution with PyTorch, and prints one JSON object: {layer: {direction: milliseconds}}.

    python3 pytorch_layers.py [--threads N] [--prefix vgg]

Least time of each, as `bench -- layers` takes it; made data, channels_last.
Needs PyTorch alone (Debian: python3-torch).
"""
import argparse
import json
import time

import torch

from cases import LAYERS

SECONDS_A_CASE = 0.4
WARM_UP_SECONDS = 0.3


def least(action):
    """The shortest of the repetitions that fit the time, after some that count for nothing; milliseconds."""
    warm, best = time.perf_counter() + WARM_UP_SECONDS, float("inf")
    action()
    while time.perf_counter() < warm:
        action()
    end = time.perf_counter() + SECONDS_A_CASE
    while best == float("inf") or time.perf_counter() < end:
        start = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - start)
    return best * 1e3


def directions(batch, side, channels, filters, padding):
    """The forward pass, and the gradients to the data and to the kernel, one at a time."""
    def laid(*shape):
        return torch.randn(*shape).contiguous(memory_format=torch.channels_last)

    x, kernel, bias = laid(batch, channels, side, side), laid(filters, channels, 3, 3), torch.randn(filters)
    out = side + 2 * padding - 2
    dy = laid(batch, filters, out, out)

    def backward(to_data, to_kernel):
        return torch.ops.aten.convolution_backward(
            dy, x, kernel, None, (1, 1), (padding, padding), (1, 1), False, (0, 0), 1, (to_data, to_kernel, False))

    yield "forward", lambda: torch.nn.functional.conv2d(x, kernel, bias, padding=padding)
    if channels > 3:
        yield "data", lambda: backward(True, False)
    yield "kernel", lambda: backward(False, True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--prefix", default="")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    with torch.no_grad():
        times = {
            name: {direction: least(action) for direction, action in directions(*case)}
            for name, *case in LAYERS if name.startswith(options.prefix)
        }
    print(json.dumps({"version": torch.__version__, "layers": times}))


if __name__ == "__main__":
    main()
