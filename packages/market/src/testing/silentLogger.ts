import type { Logger } from '../Logger.ts'

export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} }
