import type { DispatchErrorValue, Runtime } from '@echochain/frame'

/** Why a call failed, in words: the module's own for its errors. */
export function describeDispatchError(runtime: Runtime, error: DispatchErrorValue): string {
  if (error.type === 'Module') {
    const module = runtime.modules.find(({ index }) => index === error.value.index)
    const definition = Object.values(module?.errors ?? {}).find(({ index }) => index === error.value.error[0])
    return definition
      ? `${definition.path}: ${definition.docs}`
      : `error ${error.value.error[0]} of module ${error.value.index}`
  }
  return error.value === undefined ? error.type : `${error.type}.${String(error.value)}`
}
