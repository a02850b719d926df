export { checkPages, type PageDamage } from './checkPages.ts'
export { type LmdbOptions, LmdbStore } from './LmdbStore.ts'
export { lockDirectory } from './lockDirectory.ts'
