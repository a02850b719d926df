export const licences = {
  title: 'licences',
}
