/** One measured figure: the median over the runs of a benchmark. */
export interface BenchRow {
  readonly what: string
  readonly value: number
  readonly unit: string
  /** The same in the same unit for what the machine can do at best, measured in the same run. */
  readonly limit?: number
  readonly note?: string
}
