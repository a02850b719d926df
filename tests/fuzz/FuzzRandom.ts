/** Random numbers that a seed repeats (xoshiro128**, https://prng.di.unimi.it/xoshiro128starstar.c). */
export class FuzzRandom {
  readonly #state: Uint32Array

  constructor(seed: number, stream = '') {
    const state = new Uint32Array(4)
    let mixed = seed >>> 0
    for (const letter of `${stream}....`) {
      mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x9e37_79b1) >>> 0
      mixed ^= mixed >>> 15
    }
    for (let at = 0; at < 4; at++) {
      mixed = (mixed + 0x6d2b_79f5) >>> 0
      const once = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
      state[at] = (once ^ (once + Math.imul(once ^ (once >>> 7), once | 61)) ^ (once >>> 14)) >>> 0
    }
    this.#state = state
  }

  /** 0 … 2^32 − 1 */
  u32(): number {
    const s = this.#state
    const product = Math.imul(s[1], 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
    const shifted = s[1] << 9
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= shifted
    s[3] = (s[3] << 11) | (s[3] >>> 21)
    return result
  }

  /** 0 … `below` − 1 */
  below(below: number): number {
    return Math.floor((this.u32() / 2 ** 32) * below)
  }

  chance(probability: number): boolean {
    return this.u32() < probability * 2 ** 32
  }

  pick<T>(items: ArrayLike<T>): T {
    return items[this.below(items.length)]
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.u32() & 255)
  }
}
