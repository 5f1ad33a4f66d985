"""Computes the numbers in random-numbers.json, independently of the engine: Philox 4x32-10 with whole numbers of any
size, Box-Muller, and QR by Householder reflections. Standard library only: python3 random-numbers.py > random-numbers.json
"""

import json
import math

WORD = 2**32


def philox(counter, key):
    counter, key = list(counter), list(key)
    for _ in range(10):
        high0, low0 = divmod(0xD2511F53 * counter[0], WORD)
        high1, low1 = divmod(0xCD9E8D57 * counter[2], WORD)
        counter = [high1 ^ counter[1] ^ key[0], low1, high0 ^ counter[3] ^ key[1], low0]
        key = [(key[0] + 0x9E3779B9) % WORD, (key[1] + 0xBB67AE85) % WORD]
    return counter


def fnv1a(name):
    value = 2166136261
    for byte in name.encode("utf-8"):
        value = (value ^ byte) * 16777619 % WORD
    return value


def unit(first, second):
    return ((first >> 5) * 2**26 + (second >> 6)) / 2**53


def uniform(seed, name, count):
    numbers = []
    for block in range((count + 1) // 2):
        words = philox((block, 0, 0, 0), (seed, fnv1a(name)))
        numbers += [unit(words[0], words[1]), unit(words[2], words[3])]
    return numbers[:count]


def normal(seed, name, count):
    numbers = []
    units = uniform(seed, name, count + count % 2)
    for first, second in zip(units[0::2], units[1::2]):
        radius = math.sqrt(-2 * math.log(1 - first))
        angle = 2 * math.pi * second
        numbers += [radius * math.cos(angle), radius * math.sin(angle)]
    return numbers[:count]


def orthogonal(seed, name, rows, columns):
    numbers = normal(seed, name, rows * columns)
    matrix = [numbers[row * columns : (row + 1) * columns] for row in range(rows)]
    if rows < columns:
        matrix = [list(column) for column in zip(*matrix)]
    q = orthonormal_columns(matrix)
    if rows < columns:
        q = [list(column) for column in zip(*q)]
    return [number for row in q for number in row]


def orthonormal_columns(matrix):
    """Q of A = QR with R's diagonal positive, by Householder reflections."""
    rows, columns = len(matrix), len(matrix[0])
    r = [row[:] for row in matrix]
    reflections = []
    for k in range(columns):
        v = [0.0] * k + [r[i][k] for i in range(k, rows)]
        norm = math.sqrt(sum(x * x for x in v))
        v[k] += math.copysign(norm, v[k])
        reflections.append(v)
        reflect(v, r)
    q = [[1.0 if i == j else 0.0 for j in range(columns)] for i in range(rows)]
    for v in reversed(reflections):
        reflect(v, q)
    return [
        [q[i][j] * math.copysign(1, r[j][j]) for j in range(columns)]
        for i in range(rows)
    ]


def reflect(v, matrix):
    squares = sum(x * x for x in v)
    if squares == 0:
        return
    for column in range(len(matrix[0])):
        product = sum(v[i] * matrix[i][column] for i in range(len(v)))
        for i in range(len(v)):
            matrix[i][column] -= 2 * product / squares * v[i]


streams = [(0, "w"), (7, "h[0].weight"), (4294967295, "σ2"), (1, "e[0].hidden[0].ŷ")]
shapes = [(3, 3), (4, 2), (2, 5), (1, 4), (5, 1)]

print(
    json.dumps(
        {
            "names": {name: fnv1a(name) for name in ["", "a", "foobar", "σ2", "𝑥"]},
            "streams": [
                {
                    "seed": seed,
                    "name": name,
                    "uniform": uniform(seed, name, 7),
                    "normal": normal(seed, name, 7),
                }
                for seed, name in streams
            ],
            "orthogonal": [
                {
                    "seed": 3,
                    "name": "w",
                    "shape": [rows, columns],
                    "numbers": orthogonal(3, "w", rows, columns),
                }
                for rows, columns in shapes
            ],
        },
        indent=2,
        ensure_ascii=False,
    )
)
