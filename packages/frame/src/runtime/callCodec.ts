import { type Codec, CodecError, type VariantDescription } from '@echochain/codec'
import type { CallDefinition, RuntimeCall } from '../module/declarations.ts'
import type { Module } from '../module/defineModule.ts'

/** Calls as bytes: the module's index, the call's index, the arguments one after the other. */
export function createCallCodec(modules: readonly Module[], type: VariantDescription): Codec<RuntimeCall> {
  const table: CallDefinition[][] = []
  for (const module of modules) {
    table[module.index] = []
    for (const call of Object.values(module.calls ?? {})) table[module.index][call.index] = call
  }
  return {
    type,
    write: (out, { call, args }) => {
      out.u8(call.moduleIndex)
      out.u8(call.index)
      for (const name in call.args) call.args[name].write(out, args[name])
    },
    read: (input) => {
      const moduleIndex = input.u8()
      const callIndex = input.u8()
      const call = table[moduleIndex]?.[callIndex]
      if (call === undefined)
        throw new CodecError('UNKNOWN_VARIANT', `The runtime has no call ${callIndex} in a module ${moduleIndex}`)
      const args: Record<string, unknown> = {}
      for (const name in call.args) args[name] = call.args[name].read(input)
      return { call, args }
    },
  }
}
