/** What a schema has against a request, as the type provider reports it: zod's issue, with its own fields in `params`. */
export interface ValidationIssue {
  /** zod's code. */
  readonly keyword: string
  readonly instancePath: string
  readonly message?: string
  readonly params?: Readonly<Record<string, unknown>>
}

/** An issue of zod. */
interface Issue {
  readonly code: string
  readonly message?: string
  readonly params: Readonly<Record<string, any>>
}

/** In words for whoever wrote the request: which part of it is wrong, and what it should be. */
export function describeIssue({ keyword, instancePath, message, params = {} }: ValidationIssue): string {
  if (keyword === 'unrecognized_keys')
    return `There is no parameter ${(params.keys as string[]).map((key) => `"${key}"`).join(' and no ')} here`
  const path = instancePath.slice(1).replaceAll('/', '.')
  return `${path === '' ? 'The body' : `"${path}"`} ${complaintOf({ code: keyword, message, params })}`
}

/** What zod says when a schema has no words of its own. */
const ZODS_OWN = /^(Invalid|Too (big|small)|Unrecognized)\b/

function complaintOf({ code, message = '', params }: Issue): string {
  if (code === 'invalid_union') return complaintOfUnion(params.errors)
  if (!ZODS_OWN.test(message)) return `is not right: ${message}`
  if (code === 'invalid_type') return complaintOfType(params.expected, message)
  if (code === 'invalid_value') return `must be one of ${params.values.join(', ')}`
  if (code === 'too_big') return sizeComplaint(params.origin, `at most ${params.maximum}`)
  if (code === 'too_small') return sizeComplaint(params.origin, `at least ${params.minimum}`)
  return 'has not the form it should have'
}

/** An alternative that fails by its size fits otherwise; one that fails by its type was not meant. */
const TELLING = [/^too_/, /^(?!invalid_type)/]

/** Where one value or several may stand, what is wrong with it as one value says more than that it is neither. */
function complaintOfUnion(alternatives: readonly (readonly Record<string, unknown>[])[]): string {
  const issues = alternatives.map(([first]) => first)
  const issue = TELLING.map((codes) => issues.find(({ code }) => codes.test(String(code)))).find(Boolean) ?? issues[0]
  const { code, message, ...params } = issue
  return complaintOf({ code: String(code), message: String(message), params })
}

function complaintOfType(expected: string, message: string): string {
  if (message.endsWith('received undefined')) return 'is missing'
  if (message.endsWith('received array')) return 'is given more than once'
  if (expected === 'int') return 'must be a whole number'
  return `must be ${/^[aeio]/.test(expected) ? 'an' : 'a'} ${expected === 'string' ? 'text' : expected}`
}

const SIZED: Readonly<Record<string, string>> = { string: 'letters', array: 'values' }

const sizeComplaint = (origin: string, bound: string): string =>
  origin in SIZED ? `must have ${bound} ${SIZED[origin]}` : `must be ${bound}`
