import { devAccount } from '@echochain/runtime'
import { expect, test } from 'vitest'
import { readSampleOptions } from './readSampleOptions.ts'

test('what is typed of a sample is read as the chain takes it', () => {
  expect(readSampleOptions({})).toEqual({ tags: [], royalties: [], parents: [] })
  const options = {
    title: 'Night Bus',
    tag: ['warm'],
    bpm: '93.5',
    key: '21',
    royalty: ['//Bob=12.5'],
    parent: ['7=50'],
  }
  expect(readSampleOptions(options)).toMatchObject({
    title: 'Night Bus',
    tags: ['warm'],
    bpm: 93_500,
    key: 21,
    royalties: [{ account: devAccount('Bob'), basisPoints: 1_250 }],
    parents: [{ sample: 7, basisPoints: 5_000 }],
  })
  expect(readSampleOptions({ key: 'none' }).key).toBe('none')
})

test.each([
  [{ title: '' }, '--title is empty'],
  [{ title: 'x'.repeat(129) }, '--title has 129 bytes, 128 are the most'],
  [{ tag: [' '] }, '--tag is empty'],
  [{ tag: ['é'.repeat(17)] }, '--tag has 34 bytes'],
  [{ tag: ['a', 'a'] }, '--tag names the same twice'],
  [{ tag: Array.from({ length: 17 }, (_, at) => `${at}`) }, '16 are the most'],
  [{ bpm: '99999999' }, '--bpm'],
  [{ bpm: '' }, '--bpm'],
  [{ key: '24' }, '--key'],
  [{ key: 'A minor' }, '--key'],
  [{ royalty: ['//Charlie=60', '//Dave=50'] }, 'The shares of --royalty come to 110 %'],
  [{ royalty: ['//Charlie=1', '//Charlie=2'] }, '--royalty names the same twice'],
  [{ royalty: ['//Charlie'] }, 'expected name=percent'],
  [{ parent: ['1=60'] }, 'The shares of --parent come to 60 %, 50 % are the most'],
  [{ parent: ['1=1', '1=2'] }, '--parent names the same twice'],
])('%j is refused before anything is sent', (options, problem) => {
  expect(() => readSampleOptions(options)).toThrow(problem)
})
