import { fixedBytes, literal, result, struct, u8, union, unit, type Value } from '@echochain/codec'
import type { ErrorDefinition } from '../module/declarations.ts'

const ModuleError = struct('sp_runtime::ModuleError', { index: u8, error: fixedBytes(4) })

const TokenError = literal('sp_runtime::TokenError', {
  FundsUnavailable: 0,
  OnlyProvider: 1,
  BelowMinimum: 2,
  CannotCreate: 3,
  UnknownAsset: 4,
  Frozen: 5,
  Unsupported: 6,
  CannotCreateHold: 7,
  NotExpendable: 8,
  Blocked: 9,
})
export type TokenError = Value<typeof TokenError>

const ArithmeticError = literal('sp_arithmetic::ArithmeticError', { Underflow: 0, Overflow: 1, DivisionByZero: 2 })

const TransactionalError = literal('sp_runtime::TransactionalError', { LimitReached: 0, NoLayer: 1 })

/** Why a dispatch failed, as events and clients show it: Substrate's `sp_runtime::DispatchError`. */
export const DispatchErrorCodec = union('sp_runtime::DispatchError', {
  Other: [0],
  CannotLookup: [1],
  BadOrigin: [2],
  Module: [3, ModuleError],
  ConsumerRemaining: [4],
  NoProviders: [5],
  TooManyConsumers: [6],
  Token: [7, TokenError],
  Arithmetic: [8, ArithmeticError],
  Transactional: [9, TransactionalError],
  Exhausted: [10],
  Corruption: [11],
  Unavailable: [12],
  RootNotAllowed: [13],
})
export type DispatchErrorValue = Value<typeof DispatchErrorCodec>

/** A call that cannot be carried out. What it did is undone; fee and nonce stay. */
export class DispatchError extends Error {
  readonly code: string
  readonly value: DispatchErrorValue
  constructor(code: string, message: string, value: DispatchErrorValue) {
    super(message)
    this.code = code
    this.value = value
  }
}

export const moduleError = (definition: ErrorDefinition): DispatchError =>
  new DispatchError(definition.path, `${definition.path}: ${definition.docs}`, {
    type: 'Module',
    value: { index: definition.moduleIndex, error: Uint8Array.of(definition.index, 0, 0, 0) },
  })

export const tokenError = (value: TokenError): DispatchError =>
  new DispatchError(`Token.${value}`, `Token: ${value}`, { type: 'Token', value })

export const overflow = (): DispatchError =>
  new DispatchError('Arithmetic.Overflow', 'Arithmetic overflow', { type: 'Arithmetic', value: 'Overflow' })

export const badOrigin = (): DispatchError =>
  new DispatchError('BadOrigin', 'This call cannot be made with this origin', { type: 'BadOrigin' })

export const cannotLookup = (): DispatchError =>
  new DispatchError('CannotLookup', 'Only addresses of the form MultiAddress::Id name an account here', {
    type: 'CannotLookup',
  })

/** Throws the module's error unless the condition holds. */
export function ensure(condition: boolean, definition: ErrorDefinition): asserts condition {
  if (!condition) throw moduleError(definition)
}

/** `Ok` or the error of a nested dispatch, as `Utility` and `Sudo` report it. */
export const DispatchResult = result(unit, DispatchErrorCodec)
