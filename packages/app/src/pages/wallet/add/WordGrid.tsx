import { wallet as walletWords } from '../../../text/wallet.ts'
import classes from './WordGrid.module.css'

interface WordGridProps {
  readonly words: string
  /** Otherwise only their places are there: nothing to be read off, or by a screen reader. */
  readonly shown: boolean
}

/** The words of an account with their numbers. */
export function WordGrid({ words, shown }: WordGridProps) {
  return (
    <ol className={classes.grid} aria-label={walletWords.create.list} translate="no">
      {words.split(' ').map((word, index) => (
        <li key={index} className={classes.word} data-hidden={!shown || undefined}>
          {shown ? word : '••••••'}
        </li>
      ))}
    </ol>
  )
}
