// 127.0.0.0/8 is all this machine: RFC 1122, section 3.2.1.3.
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads the address of a container; a path of its own is kept, and otherwise it is the one that is given.
 *
 * @param plainHttp whether it may be plain http on another machine
 * @returns what is wrong with it, where something is
 */
export function readContainerUrl(given: unknown, path: string, plainHttp: boolean): URL | string {
  const url = typeof given === 'string' || given instanceof URL ? URL.parse(String(given)) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return 'it takes an http or https URL';
  if (url.username !== '' || url.password !== '') return 'it takes no name and password';
  // Not the same as an empty `search`: a bare question mark is a query, too.
  if (/[?#]/.test(String(given))) return 'it takes no query and no fragment';
  if (url.protocol === 'http:' && !plainHttp && !loopback.test(url.hostname)) {
    return 'plain http shows every event on the way to another machine: use https, or say plainHttp';
  }
  if (url.pathname === '/') url.pathname = path;
  return url;
}
