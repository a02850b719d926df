import { createInterface } from 'node:readline/promises'
import type { LicenceKind, SampleId } from '@echochain/runtime'
import { type LicenceCard, MarketClient } from '@echochain/sdk'
import { CliError } from '../CliError.ts'
import { dim, type Output } from '../Output.ts'

const PAGE = 100

/**
 * Asks back when the account holds the licence already; where nobody can answer, it is refused. A market that cannot be
 * asked does not hold anybody up.
 * @throws CliError `ALREADY_HELD` unless the answer is yes.
 */
export async function confirmSecondLicence(
  market: string,
  { holder, sample, kind }: { readonly holder: string; readonly sample: SampleId; readonly kind: LicenceKind },
  output: Output,
): Promise<void> {
  let held: LicenceCard | undefined
  try {
    const { items } = await new MarketClient(market).licences({ holder, sample, limit: PAGE })
    held = items.find((licence) => licence.kind === kind)
  } catch (error) {
    output.step(dim(`  Whether you hold such a licence already could not be asked: ${(error as Error).message}`))
  }
  if (!held) return
  const already = `You hold licence ${held.id}, a ${kind} licence for this sample, already`
  if (output.isJson || !process.stdin.isTTY) throw new CliError('ALREADY_HELD', `${already}; --again buys another one`)
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await lines.question(`${already}. Buy another one? [y/N] `).finally(() => lines.close())
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliError('ALREADY_HELD', 'Nothing was bought')
}
