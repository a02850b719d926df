import type { DispatchErrorValue, Runtime } from '@echochain/frame'

/** Why a call failed, in words. */
export interface CallFailure {
  /** `SampleRegistry.NotForSale`, `Token.FundsUnavailable`, `BadOrigin` */
  readonly code: string
  readonly message: string
}

/** A dispatch error by the name and the explanation that its module declares. */
export function describeError(runtime: Runtime, error: DispatchErrorValue): CallFailure {
  if (error.type === 'Module') return describeModuleError(runtime, error.value)
  const code = typeof error.value === 'string' ? `${error.type}.${error.value}` : error.type
  return { code, message: EXPLANATIONS[code] ?? `The call failed: ${code}` }
}

function describeModuleError(
  runtime: Runtime,
  { index, error: [errorIndex] }: { readonly index: number; readonly error: Uint8Array },
): CallFailure {
  const module = runtime.modules.find((candidate) => candidate.index === index)
  const definition = Object.values(module?.errors ?? {}).find((candidate) => candidate.index === errorIndex)
  if (definition) return { code: definition.path, message: definition.docs }
  return {
    code: `Module${index}.Error${errorIndex}`,
    message: 'The module reported an error this release has no name for',
  }
}

/** What people meet most often among the errors that no module declares. */
const EXPLANATIONS: Readonly<Record<string, string>> = {
  BadOrigin: 'This account may not make this call.',
  CannotLookup: 'The address does not name an account in a form this chain knows.',
  'Token.FundsUnavailable': 'The account has too little to pay this.',
  'Token.BelowMinimum': 'The amount is too small for an account to exist with it.',
  'Token.NotExpendable': 'The account would be removed by this, but has to stay.',
  'Arithmetic.Overflow': 'A number became too large.',
}
