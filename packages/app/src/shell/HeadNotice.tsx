import { useEffect, useState } from 'react'
import { useLiveHead } from '../network/Network.ts'
import { shell as shellWords } from '../text/shell.ts'
import classes from './HeadNotice.module.css'

const WORDS = { following: undefined, late: shellWords.headLate, offline: shellWords.headOffline }
/** A page that is just opening, and a connection that comes back at once, are nothing to read about. */
const SAID_AFTER_MS = 3_000

/** Says below the header that what is shown may be out of date. */
export function HeadNotice() {
  const { state } = useLiveHead()
  const [words, setWords] = useState<string>()
  useEffect(() => {
    const timer = setTimeout(() => setWords(WORDS[state]), state === 'offline' ? SAID_AFTER_MS : 0)
    return () => clearTimeout(timer)
  }, [state])
  return <output className={classes.notice}>{words}</output>
}
