import { browse } from './browse.ts'
import { elements } from './elements.ts'
import { licences } from './licences.ts'
import { network } from './network.ts'
import { player } from './player.ts'
import { sample } from './sample.ts'
import { shell } from './shell.ts'
import { transactions } from './transactions.ts'
import { wallet } from './wallet.ts'

/** Every word the app says, by where it is said; those of `publish`, `mySamples` and `sampleForm` come with their pages. */
export const text = {
  shell,
  elements,
  player,
  browse,
  sample,
  licences,
  wallet,
  transactions,
  network,
}
