import { EXISTENTIAL_DEPOSIT, formatEcho } from '@echochain/sdk'
import { readAddress } from '../../elements/readAddress.ts'
import { readAmount } from '../../elements/readAmount.ts'
import { wallet as walletWords } from '../../text/wallet.ts'

/** A payment as it was entered. */
export interface PaymentDraft {
  readonly to: string
  readonly amount: string
  /** Everything that can be sent, whatever `amount` says. */
  readonly all: boolean
}

export interface Payment {
  readonly to: string
  readonly amount: bigint | 'all'
}

/** What is known of who pays and who is paid. */
export interface PaymentFacts {
  readonly from: string
  /** What can be sent at most, the fee included; undefined while it is not known. */
  readonly available: bigint | undefined
  /** Whether the chain has the account that is paid; undefined while it is not known. */
  readonly recipientExists: boolean | undefined
}

/** What is wrong with a payment, in words, by its field. */
export interface PaymentProblems {
  readonly to?: string
  readonly amount?: string
}

const words = walletWords.send.problems

/** A payment that can be signed, or what is wrong with it. */
export function readPayment(draft: PaymentDraft, facts: PaymentFacts): Payment | PaymentProblems {
  const to = readAddress(draft.to)
  const amount = draft.all ? 'all' : readAmount(draft.amount)
  const problems = { to: findProblemOfAddress(draft.to, to, facts), amount: findProblemOfAmount(draft, amount, facts) }
  if (problems.to !== undefined || problems.amount !== undefined || to === undefined || amount === undefined)
    return problems
  return { to, amount }
}

function findProblemOfAddress(entered: string, to: string | undefined, { from }: PaymentFacts): string | undefined {
  if (entered.trim() === '') return words.noAddress
  if (to === undefined) return words.badAddress
  return to === from ? words.ownAddress : undefined
}

function findProblemOfAmount(
  { amount: entered, all }: PaymentDraft,
  amount: bigint | 'all' | undefined,
  { available, recipientExists }: PaymentFacts,
): string | undefined {
  if (!all && entered.trim() === '') return words.noAmount
  if (amount === undefined) return words.badAmount
  const sent = amount === 'all' ? available : amount
  if (sent === 0n) return amount === 'all' ? words.tooMuch(formatEcho(0n)) : words.zero
  if (amount !== 'all' && available !== undefined && amount > available) return words.tooMuch(formatEcho(available))
  if (recipientExists === false && sent !== undefined && sent < EXISTENTIAL_DEPOSIT)
    return words.tooLittle(formatEcho(EXISTENTIAL_DEPOSIT))
  return undefined
}

export const isPayment = (read: Payment | PaymentProblems): read is Payment =>
  read.to !== undefined && 'amount' in read && (typeof read.amount === 'bigint' || read.amount === 'all')
