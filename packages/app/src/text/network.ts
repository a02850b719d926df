export const network = {
  title: 'network',
}
