import { text, u32 } from '@echochain/codec'
import { call, ensure, ensureRoot, ensureSigned } from '@echochain/frame'
import { LICENCE_WEIGHT } from '../weights.ts'
import { MAX_REPORT_BYTES, registryErrors, registryEvents, registryStorage } from './declarations.ts'
import { ReportReason, SampleStatus } from './records.ts'
import { sampleSlot } from './samples.ts'

export const report = call({
  index: 15,
  docs: 'Objects to a sample, with a reason that moderators and everybody else can read.',
  args: { sample: u32, reason: ReportReason, details: text(MAX_REPORT_BYTES) },
  weight: LICENCE_WEIGHT,
  run: (ctx, origin, { sample, reason, details }) => {
    const by = ensureSigned(origin)
    sampleSlot(ctx, sample)
    const count = ctx.slot(registryStorage.reportCount, sample)
    count.value += 1
    ctx.emit(registryEvents.SampleReported, { sample, by, reason, details })
  },
})

export const setStatus = call({
  index: 16,
  docs: 'Judges a sample. Only samples that are approved, or pending where no approval is required, can be bought.',
  args: { sample: u32, status: SampleStatus },
  weight: LICENCE_WEIGHT,
  run: (ctx, origin, { sample, status }) => {
    ensureRoot(origin)
    const slot = sampleSlot(ctx, sample)
    const previous = slot.value.status
    ensure(previous !== status, registryErrors.StatusUnchanged)
    slot.value = { ...slot.value, status }
    ctx.emit(registryEvents.StatusSet, { sample, status, previous })
  },
})
