import { join, resolve } from 'node:path'

/** What is kept lies in a folder for each network, so that one never meets another's. */
interface DataPlace {
  readonly dataDir: string
  readonly chain: string
}

/** Where a network's chain is kept. */
export const chainFolder = ({ dataDir, chain }: DataPlace): string => join(resolve(dataDir), chain)

/** Where the market of a network keeps its index and the files of samples. */
export const marketFolder = (place: DataPlace): string => join(chainFolder(place), 'market')
