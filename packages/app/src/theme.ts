import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

/** The one colour that asks for attention: what plays, what can be pressed. */
const ember: MantineColorsTuple = [
  '#fff0ea',
  '#ffddd0',
  '#ffbaa1',
  '#ff9570',
  '#fb7748',
  '#f5632f',
  '#e5501c',
  '#bd3c0f',
  '#98310d',
  '#75260b',
]

/** Warm greys, so that long lists do not look like a trading terminal. */
const dark: MantineColorsTuple = [
  '#d9d4cd',
  '#b9b2a8',
  '#9c958a',
  '#706a61',
  '#48433c',
  '#36322c',
  '#292521',
  '#1d1a16',
  '#16130f',
  '#0e0c0a',
]

const SANS = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'

/** Text on what can be pressed is dark where ember is light: Mantine decides that for the light scheme alone. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  const primary = input.color === undefined || input.color === input.theme.primaryColor
  return input.variant === 'filled' && primary ? { ...colors, color: 'var(--mantine-primary-color-contrast)' } : colors
}

/** What badges and notices are coloured with: paler than Mantine's, so that their text has the contrast of WCAG AA. */
const noticeColors = Object.fromEntries(
  ['teal', 'red', 'yellow', 'blue', 'green'].map((name) => [
    `--mantine-color-${name}-light`,
    `var(--mantine-color-${name}-0)`,
  ]),
)

/** Mantine's greys for secondary text have a contrast of 3.3 on white and 4.1 on our dark cards; WCAG AA wants 4.5. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...noticeColors,
    '--mantine-color-yellow-light-color': 'var(--mantine-color-dark-6)',
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-7)',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-1)',
  },
})

export const theme = createTheme({
  colors: { ember, dark },
  primaryColor: 'ember',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  variantColorResolver,
  fontFamily: SANS,
  headings: { fontFamily: SANS, fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
})
