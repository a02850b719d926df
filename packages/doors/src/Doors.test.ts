import { describe, expect, test } from 'vitest'
import { Doors } from './Doors.ts'

const doors = new Doors({
  allowedHosts: ['music.example.org', 'Files.Example.Org'],
  allowedOrigins: ['https://app.example.org'],
  token: 'ab'.repeat(32),
})
const HERE = { host: 'localhost:8080' }

describe('Host (DNS rebinding)', () => {
  test.each(['localhost', '127.0.0.1:9944', '[::1]', '[::1]:9944', 'MUSIC.example.org:443', 'files.example.org'])(
    '%s is let in',
    (host) => expect(doors.refusalOf({ host })).toBeUndefined(),
  )
  test.each([
    '',
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'example.org',
    '192.168.1.5',
    '[::2]:9944',
    'localhost@evil.example',
    'localhost:80:80',
  ])('"%s" is refused', (host) =>
    expect(doors.refusalOf({ host })).toMatchObject({ status: 403, code: 'HOST_REFUSED' }),
  )
  test('a request without one is refused', () =>
    expect(doors.refusalOf({})).toMatchObject({ status: 403, code: 'HOST_REFUSED' }))
})

describe('Origin', () => {
  test('who sends none is no page', () => expect(doors.originRefusal({})).toBeUndefined())
  test.each([
    'http://localhost:8080',
    'http://127.0.0.1:5173',
    'http://[::1]:8080',
    'https://app.example.org',
    'https://music.example.org', // the app, behind a proxy or on another port than nodes and files
    'http://music.example.org:8080',
  ])('%s is let in', (origin) => expect(doors.refusalOf({ ...HERE, origin })).toBeUndefined())
  test.each([
    'https://evil.example',
    'http://localhost.evil.example',
    'https://music.example.org.evil.example',
    'http://app.example.org',
    'https://app.example.org:444',
    'null',
    '',
    'file://localhost',
    'chrome-extension://localhost',
    'not a url',
  ])('"%s" is refused', (origin) =>
    expect(doors.refusalOf({ ...HERE, origin })).toMatchObject({ status: 403, code: 'ORIGIN_REFUSED' }),
  )
  test('any origin is let in only when the operator says *', () => {
    const headers = { ...HERE, origin: 'https://evil.example' }
    expect(new Doors({ allowedOrigins: ['*'] }).refusalOf(headers)).toBeUndefined()
    expect(new Doors().refusalOf(headers)).toMatchObject({ status: 403 })
  })
})

describe('token', () => {
  const right = `Bearer ${'ab'.repeat(32)}`
  test('the right one is trusted', () => {
    expect(doors.isTrusted(right)).toBe(true)
    expect(doors.refusalOf({ ...HERE, authorization: right })).toBeUndefined()
  })
  test('without one a request is let in and not trusted', () => {
    expect(doors.refusalOf(HERE)).toBeUndefined()
    expect(doors.isTrusted(undefined)).toBe(false)
  })
  test.each([right.slice(0, -1), `${right}0`, 'Bearer ', right.toUpperCase(), right.replace('Bearer', 'Basic')])(
    '"%s" is refused',
    (authorization) =>
      expect(doors.refusalOf({ ...HERE, authorization })).toMatchObject({ status: 401, code: 'TOKEN_REFUSED' }),
  )
  test('a server without a token trusts nobody', () => {
    for (const authorization of ['Bearer ', 'Bearer undefined', right])
      expect(new Doors().isTrusted(authorization)).toBe(false)
  })
})
