import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run app:dev` finds the market whose screen this is; the built app is served by the market itself. */
const MARKET = process.env.ECHOCHAIN_MARKET ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: 'es' },
  server: { port: 5173, proxy: { '/api': MARKET } },
})
