import { bool, compactU128, u128 } from '@echochain/codec'
import {
  call,
  constant,
  type Context,
  defineModule,
  ensureSigned,
  lookup,
  MultiAddress,
  type Origin,
} from '@echochain/frame'
import { TRANSFER_WEIGHT } from '../weights.ts'
import { EXISTENTIAL_DEPOSIT } from '../token.ts'
import type { Existence } from './computeSpendable.ts'
import { balancesEvents, balancesStorage } from './declarations.ts'
import { transfer, transferable } from './ledger.ts'

type TransferArgs = { readonly dest: MultiAddress; readonly value: bigint }
const transferArgs = { dest: MultiAddress, value: compactU128 }

const transferAs =
  (existence: Existence) =>
  (ctx: Context, origin: Origin, { dest, value }: TransferArgs) =>
    transfer(ctx, ensureSigned(origin), lookup(dest), value, existence)

/** ECHO: who has how much, and moving it. */
export const balances = defineModule('Balances', 5, {
  storage: balancesStorage,
  events: balancesEvents,
  constants: {
    ExistentialDeposit: constant('The least balance an account can exist with.', u128, EXISTENTIAL_DEPOSIT),
  },
  calls: {
    transferAllowDeath: call({
      index: 0,
      docs: 'Moves `value` to `dest`. The sender is removed if less than the existential deposit is left.',
      args: transferArgs,
      weight: TRANSFER_WEIGHT,
      run: transferAs('allowDeath'),
    }),
    transferKeepAlive: call({
      index: 3,
      docs: 'Moves `value` to `dest`, unless that would remove the sender.',
      args: transferArgs,
      weight: TRANSFER_WEIGHT,
      run: transferAs('keepAlive'),
    }),
    transferAll: call({
      index: 4,
      docs: 'Moves everything that can be moved to `dest`; with `keepAlive` the existential deposit stays.',
      args: { dest: MultiAddress, keepAlive: bool },
      weight: TRANSFER_WEIGHT,
      run: (ctx, origin, { dest, keepAlive }) => {
        const from = ensureSigned(origin)
        const existence = keepAlive ? 'keepAlive' : 'allowDeath'
        transfer(ctx, from, lookup(dest), transferable(ctx, from, existence), existence)
      },
    }),
    transfer: call({
      index: 7,
      docs: 'The same as `transfer_allow_death`, under its older name.',
      args: transferArgs,
      weight: TRANSFER_WEIGHT,
      run: transferAs('allowDeath'),
    }),
  },
})
