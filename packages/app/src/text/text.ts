import { browse } from './browse.ts'
import { elements } from './elements.ts'
import { licences } from './licences.ts'
import { mySamples } from './mySamples.ts'
import { network } from './network.ts'
import { player } from './player.ts'
import { publish } from './publish.ts'
import { sample } from './sample.ts'
import { shell } from './shell.ts'
import { transactions } from './transactions.ts'
import { wallet } from './wallet.ts'

/** Every word the app says, by where it is said. */
export const text = {
  shell,
  elements,
  player,
  browse,
  sample,
  publish,
  mySamples,
  licences,
  wallet,
  transactions,
  network,
}
