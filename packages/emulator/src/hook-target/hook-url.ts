import { CompositionError } from '@gangway/core';

/**
 * Where a hook is served; its path is `/events` unless it has one of its own, as for the Lambda proxy.
 *
 * @throws CompositionError `OPTION_INVALID`
 */
export function readHookUrl(given: string | URL): URL {
  const url = URL.parse(String(given));
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.password !== ''
  ) {
    throw new CompositionError(
      'OPTION_INVALID',
      'urlHook: the address of a hook is an http or https URL without a name and a password, such as http://127.0.0.1:8080.',
    );
  }
  if (url.pathname === '/') url.pathname = '/events';
  return url;
}
