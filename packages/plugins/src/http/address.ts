const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether nobody on the way to an address can answer in its place: it is asked by https, or is on this machine. */
export function isOutOfReach(url: string): boolean {
  const { protocol, hostname } = URL.parse(url) ?? {};
  return protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname ?? ''));
}

/** Whether an address carries a name or a password, which would stand in every place where the address does. */
export function holdsPassword(url: string): boolean {
  const { username = '', password = '' } = URL.parse(url) ?? {};
  return username !== '' || password !== '';
}
