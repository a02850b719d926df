import { PasswordInput, Progress, Stack, Text } from '@mantine/core'
import { wallet as walletWords } from '../../../text/wallet.ts'
import { LEAST_PASSWORD_LENGTH, rateSecrecy, type Strength } from './rateSecrecy.ts'

const words = walletWords
const METER: Readonly<Record<Strength, readonly [value: number, color: string]>> = {
  short: [10, 'red'],
  weak: [35, 'orange'],
  fair: [65, 'yellow'],
  good: [100, 'teal'],
}

interface NewPasswordProps {
  readonly password: string
  readonly repeated: string
  setPassword(password: string): void
  setRepeated(repeated: string): void
}

/** A password to be chosen, with a hint at how good it is. */
export function NewPassword({ password, repeated, setPassword, setRepeated }: NewPasswordProps) {
  const strength = rateSecrecy(password)
  const [value, color] = METER[strength]
  return (
    <Stack gap="sm">
      <PasswordInput
        label={words.newPassword}
        description={words.passwordHint}
        value={password}
        autoComplete="new-password"
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      {password !== '' && (
        <Stack gap={4}>
          <Progress value={value} color={color} size="sm" aria-hidden />
          <Text size="sm" aria-live="polite">
            {strength === 'short' ? words.strength.short(LEAST_PASSWORD_LENGTH) : words.strength[strength]}
          </Text>
        </Stack>
      )}
      <PasswordInput
        label={words.repeatPassword}
        value={repeated}
        error={repeated !== '' && !password.startsWith(repeated) && words.passwordsDiffer}
        autoComplete="new-password"
        onChange={({ currentTarget }) => setRepeated(currentTarget.value)}
      />
    </Stack>
  )
}
