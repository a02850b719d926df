import { generatePhrase } from '@echochain/crypto'
import { useState } from 'react'
import { ConfirmWords } from './ConfirmWords.tsx'
import { secretFromWords } from './readSecret.ts'
import { SaveAccount } from './SaveAccount.tsx'
import { WriteDownWords } from './WriteDownWords.tsx'

/** A new account: its words are shown once, some of them asked for, then it gets a name and a password. */
export function CreateAccount({ close }: { readonly close: () => void }) {
  const [step, setStep] = useState<'write' | 'confirm' | 'save'>('write')
  const [words, setWords] = useState(() => generatePhrase(12))
  switch (step) {
    case 'write':
      return (
        <WriteDownWords
          words={words}
          setCount={(count) => setWords(generatePhrase(count))}
          next={() => setStep('confirm')}
          cancel={close}
        />
      )
    case 'confirm':
      return <ConfirmWords words={words} back={() => setStep('write')} next={() => setStep('save')} />
    case 'save':
      return <SaveAccount secret={secretFromWords(words)} isNew back={() => setStep('confirm')} close={close} />
  }
}
