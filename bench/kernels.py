#!/usr/bin/python3
"""The peer of kernels.ts: reads a case a line, runs it in PyTorch (float64, one thread), writes the times a line."""
import json
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def seconds(run):
    """Processor time of one run, as in kernels.ts."""
    start = time.process_time()
    runs = 0
    while True:
        run()
        runs += 1
        now = time.process_time()
        if now - start >= 0.02:
            return (now - start) / runs


def product(size):
    a = torch.rand(size, size, requires_grad=True)
    b = torch.rand(size, size, requires_grad=True)
    upstream = torch.rand(size, size)

    def forward():
        with torch.no_grad():
            a @ b

    def both():
        (a @ b).backward(upstream)

    return forward, both


def convolution(image, outputs, kernel, stride, padding, groups, **_):
    x = torch.rand(image, requires_grad=True)
    weight = torch.rand(outputs, image[1] // groups, kernel, kernel, requires_grad=True)
    bias = torch.rand(outputs, requires_grad=True)
    with torch.no_grad():
        upstream = torch.rand_like(F.conv2d(x, weight, bias, stride, padding, 1, groups))

    def forward():
        with torch.no_grad():
            F.conv2d(x, weight, bias, stride, padding, 1, groups)

    def both():
        F.conv2d(x, weight, bias, stride, padding, 1, groups).backward(upstream)

    return forward, both


def classifier(sizes):
    x = torch.rand(64, sizes[0]) - 0.5
    target = torch.arange(64) % sizes[-1]
    layers = []
    for before, units in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(before, units), torch.nn.ReLU()]
    network = torch.nn.Sequential(*layers[:-1])

    def forward():
        with torch.no_grad():
            F.cross_entropy(network(x), target)

    def both():
        F.cross_entropy(network(x), target).backward()

    return forward, both


for line in sys.stdin:
    case = json.loads(line)
    if "product" in case:
        forward, both = product(**case["product"])
    elif "convolution" in case:
        forward, both = convolution(**case["convolution"])
    else:
        forward, both = classifier(case["classifier"])
    forward()
    both()
    print(json.dumps({"forward": seconds(forward), "both": seconds(both)}), flush=True)
