export type PlayerCommand = 'toggle' | 'next' | 'previous' | 'back' | 'forward' | 'loop' | 'search' | 'help'

const COMMANDS: Readonly<Record<string, PlayerCommand>> = {
  ' ': 'toggle',
  ArrowDown: 'next',
  j: 'next',
  ArrowUp: 'previous',
  k: 'previous',
  ArrowLeft: 'back',
  ArrowRight: 'forward',
  l: 'loop',
  '/': 'search',
  '?': 'help',
}

/** Where somebody writes, or keys already choose something. */
const OWN_KEYS = [
  'input:not([type=checkbox], [type=radio])',
  'textarea',
  'select',
  '[contenteditable]:not([contenteditable=false])',
  '[role=textbox]',
  '[role=combobox]',
  '[role=listbox]',
  '[role=menu]',
  '[role=slider]',
  '[role=tablist]',
  '[role=radiogroup]',
  'input[type=radio]',
  '[role=dialog]',
].join(', ')

/** What the space bar presses: links are none of it. */
const PRESSED_BY_SPACE = 'button, summary, input, [role=button], [role=switch], [role=checkbox]'

type Key = Pick<KeyboardEvent, 'key' | 'target' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented'>

/** What a key says to the player; undefined where it belongs to what has the focus. */
export function meaningOfKey({
  key,
  target,
  ctrlKey,
  metaKey,
  altKey,
  defaultPrevented,
}: Key): PlayerCommand | undefined {
  if (ctrlKey || metaKey || altKey || defaultPrevented) return undefined
  const command = COMMANDS[key.length === 1 ? key.toLowerCase() : key]
  const element = target as Partial<Pick<Element, 'closest'>> | null
  if (!command || element?.closest?.(OWN_KEYS)) return undefined
  return key === ' ' && element?.closest?.(PRESSED_BY_SPACE) ? undefined : command
}
