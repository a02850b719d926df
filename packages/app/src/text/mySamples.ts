export const mySamples = {
  title: 'mySamples',
}
