import { type Answer, type Dispatcher, errorAnswer } from '../protocol/Dispatcher.ts'
import { describeError } from '../protocol/describeError.ts'
import { type BadRequest, parseMessage, type RpcRequest } from '../protocol/parseMessage.ts'
import { RPC_ERROR, RpcError } from '../protocol/RpcError.ts'
import type { RpcLimits } from '../protocol/RpcLimits.ts'
import type { Session } from '../protocol/Session.ts'
import type { RpcLogger } from '../RpcNode.ts'
import type { JobLane } from './FairScheduler.ts'
import type { RpcCounters } from './RpcStats.ts'

export interface DeskParts {
  readonly session: Session
  readonly dispatcher: Dispatcher
  readonly lane: JobLane
  readonly limits: RpcLimits
  readonly counters: RpcCounters
  readonly logger: RpcLogger
  /** Sends what a message is answered with; nothing is sent for notifications alone. */
  readonly reply: (text: string) => void
}

/** Takes in the messages of one client, sees to it that it asks no more than it may, and answers them. */
export class RequestDesk {
  readonly #parts: DeskParts
  #inFlight = 0
  #inFlightBytes = 0

  constructor(parts: DeskParts) {
    this.#parts = parts
  }

  /** Resolved when the message has been answered. Never rejects. */
  async take(text: string, sizeBytes: number): Promise<void> {
    const { limits, counters, logger } = this.#parts
    counters.receivedBytesTotal += sizeBytes
    this.#inFlightBytes += sizeBytes
    let requests = 0
    try {
      const message = parseMessage(text, limits.maxBatch)
      requests = message.requests.length
      this.#inFlight += requests
      if (message.isBatch) await this.#answerBatch(message.requests)
      else await this.#answerAll(message.requests)
    } catch (error) {
      this.#reply(errorAnswer(null, describeError(error, 'a message', logger)))
    } finally {
      this.#inFlight -= requests
      this.#inFlightBytes -= sizeBytes
    }
  }

  #answerAll(requests: readonly (RpcRequest | BadRequest)[]): Promise<void[]> {
    return Promise.all(requests.map(async (request) => this.#reply(await this.#answer(request))))
  }

  async #answerBatch(requests: readonly (RpcRequest | BadRequest)[]): Promise<void> {
    if (requests.length === 0) return
    const { limits } = this.#parts
    let bytes = 0
    const answers = await Promise.all(
      requests.map(async (request) => {
        const answer = await this.#answer(request)
        bytes += answer.text.length
        // An id is short, and the client needs it to end what has begun.
        if (bytes <= limits.maxResponseBytes || answer.sent) return answer
        const problem = `The answers to the batch have more than ${limits.maxResponseBytes} bytes; ask for less at once`
        return errorAnswer(request.id, new RpcError(RPC_ERROR.RESPONSE_TOO_LARGE, problem))
      }),
    )
    for (const { errorCode } of answers) this.#count(errorCode)
    this.#parts.reply(`[${answers.map(({ text }) => text).join(',')}]`)
    for (const { sent } of answers) sent?.()
  }

  #reply(answer: Answer): void {
    this.#count(answer.errorCode)
    this.#parts.reply(answer.text)
    answer.sent?.()
  }

  #count(errorCode: number | undefined): void {
    const { counters } = this.#parts
    counters.requestsTotal++
    if (errorCode !== undefined) counters.errorsTotal[errorCode] = (counters.errorsTotal[errorCode] ?? 0) + 1
  }

  #answer(request: RpcRequest | BadRequest): Promise<Answer> {
    const { limits, lane, dispatcher, session } = this.#parts
    if (this.#inFlight > limits.maxInFlight || this.#inFlightBytes > limits.maxInFlightBytes) {
      const problem = `More than ${limits.maxInFlight} requests or ${limits.maxInFlightBytes} bytes of them are waiting`
      return Promise.resolve(
        errorAnswer(request.id, new RpcError(RPC_ERROR.TOO_MANY_REQUESTS, `${problem}; slow down`)),
      )
    }
    return new Promise((resolve) => lane.push(() => resolve(dispatcher.answer(request, session))))
  }
}
