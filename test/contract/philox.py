"""Random numbers as the reference defines them (docs/language.md, "Randomness"): Philox 4×32-10 (Salmon et al., 2011),
keyed by the network's seed and the FNV-1a hash of the tensor's full name. Written from the reference alone.
"""

import math
import unicodedata

import torch

WORD = 0xFFFFFFFF


def fnv1a(name):
    """FNV-1a, 32 bit, of the name in UTF-8."""
    result = 0x811C9DC5
    for byte in unicodedata.normalize("NFC", name).encode("utf-8"):
        result = ((result ^ byte) * 0x01000193) & WORD
    return result


def philox(counter, key):
    """The four words of Philox 4×32-10."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p0 = 0xD2511F53 * c0
        p1 = 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & WORD, (p0 >> 32) ^ c3 ^ k1, p0 & WORD
        k0 = (k0 + 0x9E3779B9) & WORD
        k1 = (k1 + 0xBB67AE85) & WORD
    return c0, c1, c2, c3


def block(seed, name, index):
    """The two numbers in [0, 1) of one block: 27 high bits of one word and 26 of the next."""
    w0, w1, w2, w3 = philox((index, 0, 0, 0), (seed, fnv1a(name)))
    first = ((w0 >> 5) * 2**26 + (w1 >> 6)) / 2**53
    second = ((w2 >> 5) * 2**26 + (w3 >> 6)) / 2**53
    return first, second


def uniform(seed, name, shape, low=0.0, high=1.0):
    size = math.prod(shape)
    drawn = [block(seed, name, e // 2)[e % 2] for e in range(size)]
    return torch.tensor([low + (high - low) * u for u in drawn]).reshape(shape)


def normal(seed, name, shape, mean=0.0, std=1.0):
    """Box–Muller of a block's two numbers."""
    drawn = []
    for e in range(math.prod(shape)):
        u1, u2 = block(seed, name, e // 2)
        radius = math.sqrt(-2 * math.log(1 - u1))
        angle = 2 * math.pi * u2
        drawn.append(radius * (math.cos(angle) if e % 2 == 0 else math.sin(angle)))
    return torch.tensor([mean + std * n for n in drawn]).reshape(shape)


def fans(shape):
    """PyTorch's fan-in and fan-out; of a vector both are its length, of a scalar 1."""
    if len(shape) < 2:
        length = shape[0] if shape else 1
        return length, length
    receptive = math.prod(shape[2:])
    return shape[1] * receptive, shape[0] * receptive


def glorot_uniform(seed, name, shape):
    fan_in, fan_out = fans(shape)
    bound = math.sqrt(6 / (fan_in + fan_out))
    return uniform(seed, name, shape, -bound, bound)


def glorot_normal(seed, name, shape):
    fan_in, fan_out = fans(shape)
    return normal(seed, name, shape, 0, math.sqrt(2 / (fan_in + fan_out)))


def he_uniform(seed, name, shape):
    bound = math.sqrt(6 / fans(shape)[0])
    return uniform(seed, name, shape, -bound, bound)


def he_normal(seed, name, shape):
    return normal(seed, name, shape, 0, math.sqrt(2 / fans(shape)[0]))


def lecun_normal(seed, name, shape):
    return normal(seed, name, shape, 0, math.sqrt(1 / fans(shape)[0]))
