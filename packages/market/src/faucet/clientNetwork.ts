const IPV6_GROUPS = 8
/** What one household has (RFC 6177): addresses in it cost nothing. */
const NETWORK_GROUPS = 4

/** What counts as one client: an IPv4 address, or the first 64 bits of an IPv6 address. */
export function clientNetwork(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]
  if (!address.includes(':')) return address
  const [head, tail] = address.split('::')
  const groups = groupsOf(head)
  if (tail !== undefined) {
    const last = groupsOf(tail)
    groups.push(...Array.from({ length: Math.max(0, IPV6_GROUPS - groups.length - last.length) }, () => '0'), ...last)
  }
  return `${groups.slice(0, NETWORK_GROUPS).map(withoutZeros).join(':')}::/64`
}

const groupsOf = (text: string): string[] => (text === '' ? [] : text.split(':'))
const withoutZeros = (group: string): string => group.replace(/^0+(?=.)/, '').toLowerCase()
