import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    maxWorkers: '100%', // many tests wait for blocks and processes
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
