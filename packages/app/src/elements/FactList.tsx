import type { ReactNode } from 'react'
import classes from './FactList.module.css'

interface FactListProps {
  /** With little room between lines, for many within others. */
  readonly isDense?: boolean
  /** {@link Fact}s. */
  readonly children: ReactNode
}

/** What is known of something, label by label; on a narrow screen one below the other. */
export const FactList = ({ isDense = false, children }: FactListProps) => (
  <dl className={`${classes.facts} ${isDense ? classes.dense : ''}`}>{children}</dl>
)

export const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
)
