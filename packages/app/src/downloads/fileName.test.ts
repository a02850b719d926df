import { expect, test } from 'vitest'
import { fileName } from './fileName.ts'

test.each([
  ['Night Bus', 'wav', 'Night Bus.wav'],
  ['Kick/Snare: 90 %?', 'WAV', 'Kick Snare 90 %.wav'],
  ['../../etc/passwd', 'flac', 'etc passwd.flac'],
  ['...', 'wav', 'sample.wav'],
  ['a\u0000b\nc', 'mp3', 'a b c.mp3'],
  ['Überfluß 鼓', 'ogg', 'Überfluß 鼓.ogg'],
  ['Bell', '', 'Bell'],
  ['Bell', '../x', 'Bell.x'],
  ['x'.repeat(300), 'wav', `${'x'.repeat(100)}.wav`],
])('a sample called %j is saved under a name that every system takes', (title, format, name) => {
  expect(fileName(title, format)).toBe(name)
})
