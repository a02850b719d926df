// The compression functions of BLAKE2b and SHA-256 as AssemblyScript text with every round written out: WebAssembly has
// no arrays in registers, so a loop over rounds would keep the working variables in memory (several times slower).

const SIGMA = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
]
// Four columns, then four diagonals.
const MIXES = ['0 4 8 12', '1 5 9 13', '2 6 10 14', '3 7 11 15', '0 5 10 15', '1 6 11 12', '2 7 8 13', '3 4 9 14']
const BLAKE2B_IV = [
  '0x6a09e667f3bcc908',
  '0xbb67ae8584caa73b',
  '0x3c6ef372fe94f82b',
  '0xa54ff53a5f1d36f1',
  '0x510e527fade682d1',
  '0x9b05688c2b3e6c1f',
  '0x1f83d9abfb41bd6b',
  '0x5be0cd19137e2179',
]

const range = (count) => Array.from({ length: count }, (_, i) => i)

/** `compress(block, count, isLast)` of RFC 7693 section 3.2; `isLast` is 0 or all ones. */
export function unrollBlake2bCompress() {
  const mix = (columns, first, second) => {
    const [a, b, c, d] = columns.split(' ').map((i) => `v${i}`)
    return `
  ${a} += ${b} + load<u64>(block, ${8 * first}); ${d} = rotr<u64>(${d} ^ ${a}, 32); ${c} += ${d}; ${b} = rotr<u64>(${b} ^ ${c}, 24)
  ${a} += ${b} + load<u64>(block, ${8 * second}); ${d} = rotr<u64>(${d} ^ ${a}, 16); ${c} += ${d}; ${b} = rotr<u64>(${b} ^ ${c}, 63)`
  }
  const rounds = range(12).map((round) => {
    const order = SIGMA[round % 10]
    return MIXES.map((columns, i) => mix(columns, order[2 * i], order[2 * i + 1])).join('')
  })
  return `import { BLAKE2B_STATE } from './layout'
export function compress(block: usize, count: u64, isLast: u64): void {
  ${range(8)
    .map((i) => `let v${i} = load<u64>(BLAKE2B_STATE, ${8 * i})`)
    .join('\n  ')}
  ${range(8)
    .map((i) => `let v${i + 8}: u64 = ${BLAKE2B_IV[i]}`)
    .join('\n  ')}
  v12 ^= count
  v14 ^= isLast
  ${rounds.join('\n')}
  ${range(8)
    .map((i) => `store<u64>(BLAKE2B_STATE, load<u64>(BLAKE2B_STATE, ${8 * i}) ^ v${i} ^ v${i + 8}, ${8 * i})`)
    .join('\n  ')}
}
`
}

/** The first 32 bits of the fractional part of `root(prime)` for the first 64 primes: FIPS 180-4 section 4.2.2. */
function sha256Constants() {
  const constants = []
  for (let candidate = 2; constants.length < 64; candidate++) {
    if (range(candidate).some((divisor) => divisor > 1 && candidate % divisor === 0)) continue
    constants.push(Math.floor((Math.cbrt(candidate) % 1) * 2 ** 32))
  }
  return constants
}

/** `compress(block)` of FIPS 180-4 section 6.2.2. The eight working variables change names instead of places. */
export function unrollSha256Compress() {
  const schedule = (i) => {
    const at = (back) => `w${(i - back) & 15}`
    return `
  ${at(16)} += ${at(7)} + (rotr<u32>(${at(15)}, 7) ^ rotr<u32>(${at(15)}, 18) ^ (${at(15)} >> 3)) +
    (rotr<u32>(${at(2)}, 17) ^ rotr<u32>(${at(2)}, 19) ^ (${at(2)} >> 10))`
  }
  const rounds = sha256Constants().map((constant, i) => {
    const [a, b, c, d, e, f, g, h] = range(8).map((name) => 'abcdefgh'[(name - i) & 7])
    return `${i < 16 ? '' : schedule(i)}
  ${h} += (rotr<u32>(${e}, 6) ^ rotr<u32>(${e}, 11) ^ rotr<u32>(${e}, 25)) + (${g} ^ (${e} & (${f} ^ ${g}))) + ${constant} + w${i & 15}
  ${d} += ${h}
  ${h} += (rotr<u32>(${a}, 2) ^ rotr<u32>(${a}, 13) ^ rotr<u32>(${a}, 22)) + ((${a} & ${b}) | (${c} & (${a} | ${b})))`
  })
  return `import { SHA256_STATE } from './layout'
export function compress(block: usize): void {
  ${range(16)
    .map((i) => `let w${i} = bswap<u32>(load<u32>(block, ${4 * i}))`)
    .join('\n  ')}
  ${[...'abcdefgh'].map((name, i) => `let ${name} = load<u32>(SHA256_STATE, ${4 * i})`).join('\n  ')}
  ${rounds.join('\n')}
  ${[...'abcdefgh'].map((name, i) => `store<u32>(SHA256_STATE, load<u32>(SHA256_STATE, ${4 * i}) + ${name}, ${4 * i})`).join('\n  ')}
}
`
}
