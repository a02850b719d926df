import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run app:dev` finds the market whose screen this is; the built app is served by the market itself. */
const MARKET = process.env.ECHOCHAIN_MARKET ?? 'http://127.0.0.1:8080'

/**
 * Browsers that know `light-dark()`. For older ones it would be replaced by something that does not see which scheme
 * the person chose.
 */
const CSS_TARGET = ['chrome123', 'edge123', 'firefox120', 'safari17.5']

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: 'es2023',
    cssTarget: CSS_TARGET,
    // One file: of code that could not be loaded at first, the styles would not be asked for again.
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  server: { port: 5173, proxy: { '/api': MARKET } },
})
