import { browse as browseWords } from '../text/browse.ts'
import classes from './SampleRow.module.css'

/** What the columns of sample rows are. The rows name their values themselves, so screen readers do without. */
export function SampleListHead() {
  const { columns } = browseWords
  return (
    <div className={classes.head} aria-hidden>
      <span className={classes.title}>{columns.title}</span>
      <span className={classes.kind}>{columns.kind}</span>
      <span className={classes.bpm}>{columns.bpm}</span>
      <span className={classes.key}>{columns.key}</span>
      <span className={classes.length}>{columns.length}</span>
      <span className={classes.tags}>{columns.tags}</span>
      <span className={classes.price}>{columns.price}</span>
    </div>
  )
}
