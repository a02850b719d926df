import type { Logger } from '@echochain/consensus'
import { pino } from 'pino'
import pretty from 'pino-pretty'

export interface LoggerOptions {
  readonly format: 'human' | 'json'
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  /** The part of the program that speaks. */
  readonly name: string
}

/** Writes to standard error, so that standard output stays free for results. */
export function createLogger({ format, level, name }: LoggerOptions): Logger {
  const target =
    format === 'json'
      ? pino.destination({ dest: 2, sync: true })
      : pretty({ destination: 2, sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', singleLine: true })
  const log = pino({ level, name }, target)
  return {
    debug: (message, fields = {}) => log.debug(fields, message),
    info: (message, fields = {}) => log.info(fields, message),
    warn: (message, fields = {}) => log.warn(fields, message),
    error: (message, fields = {}) => log.error(fields, message),
  }
}
