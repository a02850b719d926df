import { LICENCE_TERMS, type LicenceKind } from '@echochain/sdk'
import { Anchor, Checkbox, Group, Paper, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { sampleForm as words } from '../text/sampleForm.ts'
import { readAmount } from '../elements/readAmount.ts'
import { LICENCE_KINDS, type OfferForm, type OffersForm } from './OffersForm.ts'

interface OffersFieldsProps {
  readonly value: OffersForm
  readonly onChange: (value: OffersForm) => void
  readonly problems: Readonly<Record<string, string>>
}

/** Which licences are for sale, for how much. */
export function OffersFields({ value, onChange, problems }: OffersFieldsProps) {
  const isOffered = LICENCE_KINDS.some((kind) => value[kind].isOffered)
  return (
    <Stack gap="xs">
      {LICENCE_KINDS.map((kind) => (
        <OfferFields
          key={kind}
          kind={kind}
          offer={value[kind]}
          problem={problems[kind]}
          onChange={(changes) => onChange({ ...value, [kind]: { ...value[kind], ...changes } })}
        />
      ))}
      {!isOffered && <Text size="sm">{words.noOffers}</Text>}
    </Stack>
  )
}

interface OfferFieldsProps {
  readonly kind: LicenceKind
  readonly offer: OfferForm
  readonly problem?: string
  readonly onChange: (changes: Partial<OfferForm>) => void
}

function OfferFields({ kind, offer, problem, onChange }: OfferFieldsProps) {
  const { isOffered, price, transferable } = offer
  const [areTermsShown, { toggle: toggleTerms }] = useDisclosure()
  return (
    <Paper withBorder p="sm" radius="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Switch
          checked={isOffered}
          onChange={({ currentTarget }) => onChange({ isOffered: currentTarget.checked })}
          label={LICENCE_TERMS[kind].kind}
          aria-label={words.offer(kind)}
          description={words.kindHints[kind]}
          flex="1 1 200px"
        />
        {isOffered && (
          <TextInput
            aria-label={words.price(kind)}
            inputMode="decimal"
            w={150}
            rightSection={<Text size="sm">{readAmount(price) === 0n ? words.free : 'ECHO'}</Text>}
            rightSectionWidth={58}
            value={price}
            onChange={({ currentTarget }) => onChange({ price: currentTarget.value })}
            error={problem}
          />
        )}
      </Group>
      {isOffered && (
        <Group gap="md" mt="xs">
          <Checkbox
            size="xs"
            checked={transferable}
            onChange={({ currentTarget }) => onChange({ transferable: currentTarget.checked })}
            label={words.transferable}
            aria-label={words.transferableOf(kind)}
          />
          <Anchor component="button" type="button" size="xs" aria-expanded={areTermsShown} onClick={toggleTerms}>
            {areTermsShown ? words.hideTerms : words.readTerms}
          </Anchor>
        </Group>
      )}
      {isOffered && areTermsShown && (
        <Text size="xs" mt="xs" style={{ whiteSpace: 'pre-line' }}>
          {LICENCE_TERMS[kind].text}
        </Text>
      )}
    </Paper>
  )
}
