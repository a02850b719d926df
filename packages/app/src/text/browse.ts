export const browse = {
  title: 'browse',
}
