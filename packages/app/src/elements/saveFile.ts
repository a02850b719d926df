/** Long enough for any browser to have begun with saving. */
const REVOKE_AFTER_MS = 60_000

/** Has the browser save a file, as after a click on a link to it. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS)
}
