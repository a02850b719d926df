import { join, resolve } from 'node:path'

/** Where a network's chain is kept: each network in a folder of its own. */
export const chainFolder = ({ dataDir, chain }: { readonly dataDir: string; readonly chain: string }): string =>
  join(resolve(dataDir), chain)

/** Where the market keeps its index and the files of samples. */
export const marketFolder = (dataDir: string): string => join(resolve(dataDir), 'market')
