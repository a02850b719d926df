export const sample = {
  title: 'sample',
}
