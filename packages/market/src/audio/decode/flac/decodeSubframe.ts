import { AudioError } from '../../AudioError.ts'
import type { FlacReader } from './FlacReader.ts'

const CONSTANT = 0
const VERBATIM = 1
const FIXED = 8
const MAX_FIXED_ORDER = 4
const LINEAR = 32

/** Weights of the fixed predictors of order 0 to 4, the latest sample first. */
const FIXED_WEIGHTS = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]]

/** The samples of one channel in a frame (RFC 9639 §9.2). `bits` is the size of a sample. Throws DAMAGED. */
export function decodeSubframe(reader: FlacReader, length: number, bits: number): Float64Array {
  if (reader.bits(1) !== 0) throw damaged('a subframe header is invalid')
  const type = reader.bits(6)
  const wasted = reader.bits(1) === 1 ? reader.unary() + 1 : 0
  if (wasted >= bits) throw damaged('a subframe has no bits left')
  const samples = readSamples(reader, type, length, bits - wasted)
  if (wasted > 0) for (let i = 0; i < length; i++) samples[i] *= 2 ** wasted
  return samples
}

function readSamples(reader: FlacReader, type: number, length: number, bits: number): Float64Array {
  const samples = new Float64Array(length)
  if (type === CONSTANT) samples.fill(reader.signed(bits))
  else if (type === VERBATIM) for (let i = 0; i < length; i++) samples[i] = reader.signed(bits)
  else if (type >= FIXED && type <= FIXED + MAX_FIXED_ORDER) {
    const weights = FIXED_WEIGHTS[type - FIXED]
    readWarmUp(reader, samples, weights.length, bits)
    readResidual(reader, samples, weights.length)
    predict(samples, weights, 0)
  } else if (type >= LINEAR) readLinear(reader, samples, type - LINEAR + 1, bits)
  else throw damaged('a subframe has an unknown type')
  return samples
}

function readLinear(reader: FlacReader, samples: Float64Array, order: number, bits: number): void {
  readWarmUp(reader, samples, order, bits)
  const precision = reader.bits(4) + 1
  const shift = reader.signed(5)
  if (precision === 16 || shift < 0) throw damaged('a predictor is invalid')
  const weights = Array.from({ length: order }, () => reader.signed(precision))
  readResidual(reader, samples, order)
  predict(samples, weights, shift)
}

function readWarmUp(reader: FlacReader, samples: Float64Array, order: number, bits: number): void {
  if (order > samples.length) throw damaged('a frame is shorter than its predictor')
  for (let i = 0; i < order; i++) samples[i] = reader.signed(bits)
}

/** Differences between samples and prediction, into the place of the samples (RFC 9639 §9.2.7). */
function readResidual(reader: FlacReader, samples: Float64Array, order: number): void {
  const method = reader.bits(2)
  if (method > 1) throw damaged('a residual has an unknown coding')
  const parameterBits = method === 0 ? 4 : 5
  const escape = 2 ** parameterBits - 1
  const partitions = 1 << reader.bits(4)
  const partitionLength = samples.length / partitions
  if (!Number.isInteger(partitionLength) || partitionLength < order) throw damaged('a residual has invalid partitions')
  for (let partition = 0; partition < partitions; partition++) {
    const start = partition === 0 ? order : partition * partitionLength
    const end = (partition + 1) * partitionLength
    const parameter = reader.bits(parameterBits)
    if (parameter < escape) reader.rice(samples, start, end, parameter)
    else {
      const rawBits = reader.bits(5)
      for (let i = start; i < end; i++) samples[i] = reader.signed(rawBits)
    }
  }
}

/** Adds to each difference what the samples before it predict. Sums stay below 2^53, so doubles are exact. */
function predict(samples: Float64Array, weights: readonly number[], shift: number): void {
  const divisor = 2 ** shift
  const order = weights.length
  for (let i = order; i < samples.length; i++) {
    let sum = 0
    for (let j = 0; j < order; j++) sum += weights[j] * samples[i - 1 - j]
    samples[i] += Math.floor(sum / divisor)
  }
}

const damaged = (why: string): AudioError => new AudioError('DAMAGED', `The FLAC file is damaged: ${why}`)
