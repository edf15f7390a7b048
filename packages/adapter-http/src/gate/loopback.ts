import { isIPv4 } from 'node:net';

/**
 * Whether only this machine can reach what listens on a hostname.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6890#section-2.2.2
 */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname === '::1' ||
  (isIPv4(hostname) && hostname.startsWith('127.'));
