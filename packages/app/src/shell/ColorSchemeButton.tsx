import { ActionIcon, type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun, IconSunMoon } from '@tabler/icons-react'
import { shell as shellWords } from '../text/shell.ts'

const NEXT: Readonly<Record<MantineColorScheme, MantineColorScheme>> = { auto: 'light', light: 'dark', dark: 'auto' }
const ICONS = { auto: IconSunMoon, light: IconSun, dark: IconMoon }

export function ColorSchemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Icon = ICONS[colorScheme]
  const label = shellWords.colorScheme[colorScheme]
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(NEXT[colorScheme])}
    >
      <Icon size={18} />
    </ActionIcon>
  )
}
