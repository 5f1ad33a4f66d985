#!/usr/bin/python3
"""Writes expected.json: what PyTorch (float64, one thread) says of the programs beside this file, each of which builds a
small network of the blocks of examples/networks: the value of `h`, the loss, and the gradients of x and every parameter.

Numbers are not stored but made here and in blocks.test.ts alike: element i of the parameter `name` is
0.4 sin(phase + 2.3 i), the phase being the sum of the name's character codes. Of a large tensor the first elements are
written, and its products with two waves, which no wrong element leaves as they are.

    /usr/bin/python3 make_expected.py
"""
import json
import math
import os

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
ELEMENTS = 16


class Parameters(dict):
    """Parameters by full name, made when they are first asked for."""

    def __call__(self, name, *shape):
        if name not in self:
            count = math.prod(shape)
            phase = sum(ord(character) for character in name)
            numbers = 0.4 * torch.sin(phase + 2.3 * torch.arange(count))
            self[name] = numbers.reshape(shape).requires_grad_()
        return self[name]


p = Parameters()


def wave(*shape):
    return torch.sin(0.7 * torch.arange(math.prod(shape))).reshape(shape).requires_grad_()


def conv(name, x, out, kernel, bias=True, groups=1, **options):
    weight = p(f"{name}.weight", out, x.shape[1] // groups, kernel, kernel)
    return F.conv2d(x, weight, p(f"{name}.bias", out) if bias else None, groups=groups, **options)


def batch_norm(name, x):
    channels = x.shape[1]
    return F.batch_norm(x, None, None, p(f"{name}.weight", channels), p(f"{name}.bias", channels), training=True)


def conv_norm(name, x, out, kernel, **options):
    return batch_norm(f"{name}[1]", conv(f"{name}[0]", x, out, kernel, bias=False, **options))


def dense(name, x, units, weight=None, bias=True):
    if weight is None:
        weight = p(f"{name}.weight", units, x.shape[-1])
    return F.linear(x, weight, p(f"{name}.bias", units) if bias else None)


def layer_norm(name, x, eps=1e-5):
    width = x.shape[-1:]
    return F.layer_norm(x, width, p(f"{name}.weight", *width), p(f"{name}.bias", *width), eps)


def self_attention(name, x, heads, causal=False):
    width = x.shape[-1]
    layer = torch.nn.MultiheadAttention(width, heads, batch_first=True)
    # Parameters of ours in place of the module's own.
    sizes = {"in_proj_weight": (3 * width, width), "in_proj_bias": (3 * width,)}
    for own, size in sizes.items():
        delattr(layer, own)
        setattr(layer, own, p(f"{name}.{own}", *size))
    for own, size in {"weight": (width, width), "bias": (width,)}.items():
        delattr(layer.out_proj, own)
        setattr(layer.out_proj, own, p(f"{name}.out_proj.{own}", *size))
    length = x.shape[1]
    mask = torch.triu(torch.full((length, length), -math.inf), 1) if causal else None
    return layer(x, x, x, attn_mask=mask, need_weights=False)[0]


def relu6(x):
    return torch.clamp(x, 0, 6)


def resnet18():
    def block(name, x, width):
        a = F.relu(conv_norm(f"{name}.a", x, width, 3, padding=1))
        b = conv_norm(f"{name}.b", a, width, 3, padding=1)
        return F.relu(b + x)

    def down_block(name, x, width):
        a = F.relu(conv_norm(f"{name}.a", x, width, 3, stride=2, padding=1))
        b = conv_norm(f"{name}.b", a, width, 3, padding=1)
        return F.relu(b + conv_norm(f"{name}.shortcut", x, width, 1, stride=2))

    x = wave(2, 3, 6, 6)
    return x, block("h[1]", down_block("h[0]", x, 4), 4)


def resnet50():
    def bottleneck(name, x, width, stride=1, first=False):
        a = F.relu(conv_norm(f"{name}.a", x, width, 1))
        b = F.relu(conv_norm(f"{name}.b", a, width, 3, stride=stride, padding=1))
        c = conv_norm(f"{name}.c", b, 4 * width, 1)
        return F.relu(c + (conv_norm(f"{name}.shortcut", x, 4 * width, 1, stride=stride) if first else x))

    x = wave(2, 3, 6, 6)
    return x, bottleneck("h[1]", bottleneck("h[0]", x, 2, 2, True), 2)


def mobilenetv2():
    def inverted(name, x, width, stride, expand):
        inner = expand * x.shape[1]
        a = relu6(conv_norm(f"{name}.a", x, inner, 1))
        b = relu6(conv_norm(f"{name}.b", a, inner, 3, stride=stride, padding=1, groups=inner))
        return conv_norm(f"{name}.c", b, width, 1)

    x = wave(2, 3, 5, 5)
    narrow = inverted("h[0]", x, 4, 2, 2)
    return x, narrow + inverted("h[1].y", narrow, 4, 1, 6)


def vgg16():
    x = wave(2, 2, 4, 4)
    a = F.relu(conv("h[0].y", x, 3, 3, padding=1))
    for k in range(2):
        a = F.relu(conv(f"h[1][{k}].y", a, 4, 3, padding=1))
    return x, F.max_pool2d(a, 2)


def double(name, x, width):
    a = F.relu(conv(f"{name}.a", x, width, 3, padding=1))
    return F.relu(conv(f"{name}.b", a, width, 3, padding=1))


def unet():
    x = wave(1, 2, 6, 6)
    d = double("d", x, 3)
    bottom = double("bottom", F.max_pool2d(d, 2), 6)
    wide = F.conv_transpose2d(bottom, p("h.wide.weight", 6, 3, 2, 2), p("h.wide.bias", 3), stride=2)
    return x, double("h.y", torch.cat([d, wide], 1), 3)


def transformer_encoder():
    x = wave(2, 5, 8)
    y = x
    for k in range(2):
        name = f"h[{k}]"
        a = layer_norm(f"{name}.a", y + self_attention(f"{name}.attended", y, 2))
        hidden = dense(f"{name}.hidden[1]", F.relu(dense(f"{name}.hidden[0]", a, 32)), 8)
        y = layer_norm(f"{name}.y", a + hidden)
    return x, y


def pre_norm_block(name, x, activation, eps, causal):
    width = x.shape[-1]
    attended = self_attention(f"{name}.attended", layer_norm(f"{name}.n1", x, eps), 12, causal)
    a = x + attended
    wide = activation(dense(f"{name}.m[0]", layer_norm(f"{name}.n2", a, eps), 4 * width))
    return a + dense(f"{name}.m[1]", wide, width)


def gpt2_small():
    ids = torch.tensor([[3, 0, 7, 7, 10], [1, 2, 9, 3, 4]])
    token = p("h.token.weight", 11, 24)
    h = token[ids] + p("h.position.weight", 6, 24)[torch.arange(5)]
    for k in range(12):
        h = pre_norm_block(f"h.h[{k}]", h, lambda x: F.gelu(x, approximate="tanh"), 1e-5, True)
    return None, F.softmax(dense("", layer_norm("h.n", h), 11, token, False), -1)


def vit_b16():
    x = wave(1, 3, 224, 224)
    patch = conv("h.patch", x, 24, 16, stride=16)
    sentence = patch.reshape(1, 24, 196).permute(0, 2, 1)
    tokens = torch.cat([p("h.class_token", 1, 1, 24), sentence], 1)
    h = tokens + p("h.position", 1, 197, 24)
    for k in range(12):
        h = pre_norm_block(f"h.h[{k}]", h, F.gelu, 1e-6, False)
    return x, F.softmax(dense("h.logits", layer_norm("h.n", h, 1e-6)[:, 0], 5), -1)


def lstm_classifier():
    ids = torch.tensor([[3, 0, 6, 6], [1, 2, 5, 3]])
    e = p("h.e.weight", 7, 3)[ids]
    names = {"ih": (12, 3), "hh": (12, 3)}
    weights = [p(f"h.h.weight_{name}", *shape) for name, shape in names.items()]
    biases = [p(f"h.h.bias_{name}", 12) for name in names]
    zeros = torch.zeros(1, 2, 3)
    outputs, _, _ = torch.lstm(e, (zeros, zeros), weights + biases, True, 1, 0.0, True, False, True)
    return None, F.softmax(dense("h.logits", outputs[:, -1], 3), -1)


def lenet5():
    x = wave(2, 1, 28, 28)
    s2 = F.avg_pool2d(torch.tanh(conv("h.c1", x, 6, 5, padding=2)), 2)
    s4 = F.avg_pool2d(torch.tanh(conv("h.c3", s2, 16, 5)), 2)
    f5 = torch.tanh(dense("h.f5", s4.flatten(1), 120))
    f6 = torch.tanh(dense("h.f6", f5, 84))
    return x, F.softmax(dense("h.logits", f6, 10), -1)


def written(tensor):
    numbers = tensor.detach().flatten()
    index = torch.arange(len(numbers))
    return {
        "shape": list(tensor.shape),
        "largest": float(numbers.abs().max()),
        "first": numbers[:ELEMENTS].tolist(),
        "waves": [float(numbers @ torch.cos(1 + 2 * index)), float(numbers @ torch.sin(3 * index))],
    }


programs = [resnet18, resnet50, mobilenetv2, vgg16, unet, transformer_encoder, gpt2_small, vit_b16, lstm_classifier, lenet5]
expected = {}
for program in programs:
    p.clear()
    x, h = program()
    loss = (h * torch.cos(1 + 2 * torch.arange(h.numel()).reshape(h.shape))).sum()
    loss.backward()
    gradients = {name: parameter.grad for name, parameter in p.items()}
    if x is not None:
        gradients["x"] = x.grad
    expected[program.__name__.replace("_", "-")] = {
        "values": {"h": written(h), "L": written(loss)},
        "gradients": {name: written(gradient) for name, gradient in sorted(gradients.items())},
    }

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "expected.json")
with open(path, "w", encoding="utf-8") as file:
    json.dump(expected, file, indent=1)
    file.write("\n")
