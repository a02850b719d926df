/** One thing that was looked at. */
export interface Finding {
  /** `said`: not proven, only what the node says. */
  readonly result: 'proven' | 'said' | 'wrong'
  readonly words: string
  readonly address?: string
}

/** What came of checking a licence. */
export interface ProofReport {
  /** `notYet`: the licence may be there, but not in what is final. */
  readonly outcome: 'holds' | 'notYet' | 'fails'
  /** The answer, in a sentence. */
  readonly verdict: string
  readonly findings: readonly Finding[]
}
