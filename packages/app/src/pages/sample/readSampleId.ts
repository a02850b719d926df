const MAX_ID = 0xffff_ffff

/** The number of a sample in an address; undefined if it is none. */
export function readSampleId(text: string): number | undefined {
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0
  return id > 0 && id <= MAX_ID ? id : undefined
}
