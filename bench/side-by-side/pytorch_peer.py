"""PyTorch's side of the comparison: times one of the workloads of `repro bench` and prints one line of JSON.

    python3 pytorch_peer.py WORKLOAD --threads N [--layout channels_last|contiguous]

The models, batches and optimiser are those of src/Repro.Cli/Benchmarks/Workload.cs; the data are made. Warming up, the length of a
run and what is counted are as there too, so that the figures may stand side by side. The allocator is chosen from outside, by the
environment that compare.py sets.
"""
import argparse
import json
import math
import time

import torch
from torch import nn
from torch.nn import functional

WARM_UP_STEPS = 3


def trained_convnet(channels, filters, dense, pool_last):
    """Blocks of a 3x3 convolution, ReLU and 2x2 maximum (the last block without it unless pool_last), then two dense layers."""
    layers = []
    for index, units in enumerate(filters):
        layers += [nn.Conv2d(channels, units, kernel_size=3), nn.ReLU()]
        if pool_last or index + 1 < len(filters):
            layers.append(nn.MaxPool2d(2))
        channels = units
    inputs, hidden, outputs = dense
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, outputs))


def vgg16_base():
    """Five blocks of 3x3 convolutions that keep the size, each closed by a maximum over 2x2."""
    layers, channels = [], 3
    for units, depth in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(depth):
            layers += [nn.Conv2d(channels, units, kernel_size=3, padding=1), nn.ReLU(inplace=True)]
            channels = units
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers)


def training(model, shape, labels, loss, rate, layout):
    model = model.to(memory_format=layout)
    pictures = torch.rand(shape).to(memory_format=layout)
    optimiser = torch.optim.RMSprop(model.parameters(), lr=rate, alpha=0.9, eps=1e-7, foreach=True)

    def step():
        optimiser.zero_grad(set_to_none=True)
        loss(model(pictures), labels).backward()
        optimiser.step()

    return step


def forward(model, shape, layout):
    model = model.to(memory_format=layout).eval()
    pictures = torch.rand(shape).to(memory_format=layout)

    def step():
        with torch.inference_mode():
            model(pictures)

    return step


def workload(name, layout):
    if name == "convnet-150":
        model = trained_convnet(3, (32, 64, 128, 128), (6272, 512, 1), pool_last=True)
        labels = torch.randint(0, 2, (20, 1)).float()
        return training(model, (20, 3, 150, 150), labels, functional.binary_cross_entropy_with_logits, 1e-4, layout)
    if name == "convnet-28":
        model = trained_convnet(1, (32, 64, 64), (576, 64, 10), pool_last=False)
        return training(model, (64, 1, 28, 28), torch.randint(0, 10, (64,)), functional.cross_entropy, 1e-3, layout)
    if name == "vgg16-forward":
        return forward(vgg16_base(), (20, 3, 150, 150), layout)
    raise SystemExit(f"There is no workload '{name}'.")


def seconds_of(step, times):
    start = time.perf_counter()
    for _ in range(times):
        step()
    return time.perf_counter() - start


def measure(step, warm_up, least):
    """Seconds of one step: the mean over a run of at least `least` seconds."""
    until = time.perf_counter() + warm_up
    seconds_of(step, WARM_UP_STEPS)
    while time.perf_counter() < until:
        step()
    steps = max(1, math.ceil(least / seconds_of(step, 1)))
    return seconds_of(step, steps) / steps


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workload")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--layout", choices=("channels_last", "contiguous"), default="channels_last")
    parser.add_argument("--warm-up", type=float, default=0.5, help="seconds, and three steps at least")
    parser.add_argument("--least", type=float, default=0.3, help="seconds that a run lasts at least")
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(options.threads)
    layout = torch.channels_last if options.layout == "channels_last" else torch.contiguous_format
    seconds = measure(workload(options.workload, layout), options.warm_up, options.least)
    print(json.dumps({
        "workload": options.workload,
        "milliseconds": seconds * 1e3,
        "threads": torch.get_num_threads(),
        "layout": options.layout,
        "version": torch.__version__,
    }))


if __name__ == "__main__":
    main()
