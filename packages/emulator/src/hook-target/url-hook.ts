import type { Logger, PreProvisioningEvent } from '@gangway/core';
import type { HopKeys } from '@gangway/hop';
import type { HookTarget } from './hook-target.js';
import { readHookUrl } from './hook-url.js';
import { postEvent } from './post-event.js';
import { signedHop } from './signed-hop.js';

export interface UrlHookOptions {
  /** Keys of the hop, where the container asks for signed calls; then the Lambda proxy calls it, as in production. */
  readonly keys?: HopKeys;
  /** Hears what the Lambda proxy says of a call; nobody unless told. */
  readonly logger?: Logger;
}

/**
 * A hook that a container serves, called directly or, with `keys`, through the Lambda proxy. The proxy turns whatever goes wrong
 * into a denial, as it does in production: what it was stands in its log.
 *
 * @param url such as `http://127.0.0.1:8080`; its path is `/events` unless it has one of its own
 * @throws CompositionError `OPTION_INVALID`, where the URL is none
 * @throws GangwayError `HOP_KEY_INVALID` or `HOP_KEYS_INVALID`
 * @example
 * const target = urlHook('http://127.0.0.1:8080');
 */
export function urlHook(given: string | URL, { keys, logger }: UrlHookOptions = {}): HookTarget {
  const url = readHookUrl(given);
  const label = url.href;
  if (keys !== undefined) return Object.freeze({ label, ask: signedHop(url, keys, logger) });
  return Object.freeze({
    label,
    ask: (event: PreProvisioningEvent, options: Parameters<HookTarget['ask']>[1]) =>
      postEvent(url, event, options),
  });
}
