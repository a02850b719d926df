import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { type TransactionRequest, type Transactions, TransactionsContext } from './Transactions.ts'
import { type Action, useAction } from './useAction.ts'

const request = { title: 'Change' } as TransactionRequest

/** The action of a component that is drawn once. */
function draw(submit: Transactions['submit']): Action {
  let action: Action | undefined
  const Button = () => {
    action = useAction()
    return null
  }
  const value = { submit } as Transactions
  renderToStaticMarkup(createElement(TransactionsContext, { value }, createElement(Button)))
  return action!
}

test('what is signed may be found out first', async () => {
  const inclusion = {} as Awaited<ReturnType<Transactions['submit']>>
  const submit = vi.fn(async () => inclusion)
  const { run } = draw(submit)
  expect(await run(request)).toBe(inclusion)
  expect(await run(async () => request)).toBe(inclusion)
  expect(submit.mock.calls).toEqual([[request], [request]])
})

test('when it cannot be found out nothing comes of it, as when the transaction fails', async () => {
  const fail = () => Promise.reject(new Error('No node answers'))
  const submit = vi.fn(fail)
  const { run } = draw(submit)
  expect(await run(request)).toBeUndefined()
  expect(await run(fail)).toBeUndefined()
  expect(submit).toHaveBeenCalledOnce()
})
