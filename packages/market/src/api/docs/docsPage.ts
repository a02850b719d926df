/** The parts of an OpenAPI document that the page shows. */
export interface ApiDescription {
  readonly info: { readonly title: string; readonly description?: string }
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>> | undefined>>
}
interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly Parameter[]
}
interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: { readonly description?: string; readonly enum?: readonly unknown[]; readonly type?: string }
}

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
  h2 { margin-top: 2.5rem } h3 { margin: 1.5rem 0 0; font: 600 1rem ui-monospace, monospace }
  p { margin: .2rem 0 } code { font: .9rem ui-monospace, monospace }
  table { border-collapse: collapse; margin-top: .4rem; font-size: .9rem } td { padding: .1rem 1rem .1rem 0; vertical-align: top }
  .soft { opacity: .7 }`

/** What may be asked of the API, for people: one page without scripts, made from the description for programs. */
export function docsPage({ info, paths = {} }: ApiDescription): string {
  const sections = new Map<string, string[]>()
  for (const [path, operations] of Object.entries(paths))
    for (const [method, operation] of Object.entries(operations ?? {})) {
      const tag = operation.tags?.[0] ?? 'Other'
      sections.set(tag, [...(sections.get(tag) ?? []), operationText(method, path, operation)])
    }
  const body = [...sections].map(([tag, operations]) => `<h2>${escapeHtml(tag)}</h2>${operations.join('')}`).join('')
  const title = escapeHtml(info.title)
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${STYLE}</style><h1>${title}</h1><p>${escapeHtml(info.description ?? '')}</p>
<p class="soft">For programs: <a href="/api/openapi.json">OpenAPI</a>. Now: <a href="/api/status">status</a>,
<a href="/api/samples">samples</a>, <a href="/api/blocks">blocks</a>.</p>${body}</html>\n`
}

function operationText(method: string, path: string, { summary, description, parameters = [] }: Operation): string {
  const rows = parameters.map((parameter) => {
    const { schema, name, required } = parameter
    const about = parameter.description ?? schema?.description ?? (schema?.enum ?? [schema?.type ?? '']).join(' | ')
    return `<tr><td><code>${escapeHtml(name)}</code>${required ? '' : ' <span class="soft">optional</span>'}<td>${escapeHtml(about)}`
  })
  const text = [summary, description].flatMap((line) => (line ? `<p>${escapeHtml(line)}</p>` : [])).join('')
  return `<h3>${method.toUpperCase()} ${escapeHtml(path)}</h3>${text}<table>${rows.join('')}</table>`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ESCAPES[character])
