export const publish = {
  title: 'publish',
}
