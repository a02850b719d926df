// Bundled for a browser. The test calls it once the page is there.
import { check, type Given } from './check.ts'

Object.assign(globalThis, { check: (given: Given, onReady: () => void) => check(given, onReady) })
