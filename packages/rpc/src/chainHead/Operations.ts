import type { FollowEvent, OperationEvent } from './FollowEvent.ts'

type WithoutId<E> = E extends OperationEvent ? Omit<E, 'operationId'> : never
export type OperationOutcome = WithoutId<OperationEvent>

/** The operations of one follow that are under way: what takes long is answered by events. */
export class Operations {
  readonly #limit: number
  readonly #emit: (event: FollowEvent) => void
  readonly #running = new Map<string, Operation>()
  #used = 0

  constructor(limit: number, emit: (event: FollowEvent) => void) {
    this.#limit = limit
    this.#emit = emit
  }

  /** Room for further ones: an item of a storage query counts as one. */
  get room(): number {
    return this.#limit - this.#used
  }

  begin(id: string, items: number): Operation {
    this.#used += items
    const operation = new Operation(id, this.#emit, () => {
      if (this.#running.delete(id)) this.#used -= items
    })
    this.#running.set(id, operation)
    return operation
  }

  get(id: string): Operation | undefined {
    return this.#running.get(id)
  }

  close(): void {
    for (const operation of this.#running.values()) operation.stop()
  }
}

export class Operation {
  readonly id: string
  readonly #emit: (event: FollowEvent) => void
  readonly #forget: () => void
  #resume: (() => void) | undefined
  #isStopped = false

  constructor(id: string, emit: (event: FollowEvent) => void, forget: () => void) {
    this.id = id
    this.#emit = emit
    this.#forget = forget
  }

  get isStopped(): boolean {
    return this.#isStopped
  }

  emit(outcome: OperationOutcome): void {
    if (!this.#isStopped) this.#emit({ ...outcome, operationId: this.id })
  }

  /** The last that is heard of it. */
  finish(outcome: OperationOutcome): void {
    this.emit(outcome)
    this.stop()
  }

  /** Tells the client to say when it wants more; then `resume` is called. */
  pause(resume: () => void): void {
    this.#resume = resume
    this.emit({ event: 'operationWaitingForContinue' })
  }

  /** Whether it was waiting for that. */
  continue(): boolean {
    const resume = this.#resume
    this.#resume = undefined
    resume?.()
    return resume !== undefined
  }

  stop(): void {
    this.#isStopped = true
    this.#forget()
  }
}
