/**
 * Random numbers that depend on nothing but a seed, a name and the element's index, so that editing one line of a
 * program never changes another line's numbers: the counter-based generator Philox 4×32 with 10 rounds.
 *
 * Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011.
 */

const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
/** What the key grows by from round to round: the golden ratio and √3 − 1, as 32-bit fractions. */
const keyStep0 = 0x9e3779b9;
const keyStep1 = 0xbb67ae85;
const rounds = 10;

/** The high 32 bits of the product of two unsigned 32-bit numbers, in integer arithmetic modulo 2³². */
function highWord(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0;
  const carry = (Math.imul(aLow, bHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16)) | 0;
}

/** Philox 4×32-10: encrypts the four words (unsigned, 32 bits) of `words` in place with the key. */
export function philox(words: Uint32Array, key0: number, key1: number): void {
  let word0 = (words[0] ?? 0) | 0;
  let word1 = (words[1] ?? 0) | 0;
  let word2 = (words[2] ?? 0) | 0;
  let word3 = (words[3] ?? 0) | 0;
  let round0 = key0 | 0;
  let round1 = key1 | 0;
  for (let round = 0; round < rounds; round++) {
    const high0 = highWord(multiplier0, word0);
    const low0 = Math.imul(multiplier0, word0);
    const high1 = highWord(multiplier1, word2);
    const low1 = Math.imul(multiplier1, word2);
    word0 = high1 ^ word1 ^ round0;
    word1 = low1;
    word2 = high0 ^ word3 ^ round1;
    word3 = low0;
    round0 = (round0 + keyStep0) | 0;
    round1 = (round1 + keyStep1) | 0;
  }
  words[0] = word0;
  words[1] = word1;
  words[2] = word2;
  words[3] = word3;
}

/** The hash FNV-1a (32 bits) of a name in UTF-8, as published by Fowler, Noll and Vo. */
export function hashOfName(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name))
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** A number in [0, 1) from 53 bits: the 27 high ones of the first word, then 26 of the second. */
const unitNumber = (first: number, second: number): number =>
  ((first >>> 5) * 0x4000000 + (second >>> 6)) * 2 ** -53;

/**
 * Fills `numbers` with the uniform numbers in [0, 1) of this seed (0 to 2³² − 1) and name: element e is number e mod 2
 * of block ⌊e / 2⌋.
 */
export function fillUniform(
  numbers: Float64Array,
  seed: number,
  name: string,
): void {
  const key = hashOfName(name);
  const words = new Uint32Array(4);
  for (let at = 0; at < numbers.length; at += 2) {
    words[0] = at / 2;
    words[1] = words[2] = words[3] = 0;
    philox(words, seed, key);
    numbers[at] = unitNumber(words[0], words[1]);
    // A write behind the last element of a typed array is ignored.
    numbers[at + 1] = unitNumber(words[2], words[3]);
  }
}

/**
 * Fills `numbers` with the standard normal numbers of this seed and name: Box and Muller's transform of each block's
 * two uniform numbers, r cos θ then r sin θ with r = √(−2 ln(1 − u₁)) and θ = 2π u₂.
 */
export function fillNormal(
  numbers: Float64Array,
  seed: number,
  name: string,
): void {
  const key = hashOfName(name);
  const words = new Uint32Array(4);
  for (let at = 0; at < numbers.length; at += 2) {
    words[0] = at / 2;
    words[1] = words[2] = words[3] = 0;
    philox(words, seed, key);
    const first = unitNumber(words[0], words[1]);
    const second = unitNumber(words[2], words[3]);
    const radius = Math.sqrt(-2 * Math.log(1 - first));
    const angle = 2 * Math.PI * second;
    numbers[at] = radius * Math.cos(angle);
    numbers[at + 1] = radius * Math.sin(angle);
  }
}
