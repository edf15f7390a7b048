import { nearest } from '@gangway/core';
import { serverSettings } from './setting-table.js';

/** Variables of the environment that are for a server, and what is strange about the rest that look so. */
export interface ServerVariables {
  readonly variables: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

// Of the command, which reads them itself.
const others = new Set(['GANGWAY_REGISTRY']);
const known = new Set(serverSettings.map(({ variable }) => variable));

// Kubernetes tells pods of a Service named gangway by GANGWAY_SERVICE_HOST, GANGWAY_PORT, GANGWAY_PORT_8080_TCP_ADDR, …
const ofService = /^GANGWAY_(?:SERVICE_(?:HOST|PORT(?:_\w+)?)|PORT_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?)$/;
const addressOfService = /^(?:tcp|udp|sctp):\/\//;

/**
 * Picks a server's variables out of an environment. One that is mistyped is no fault, for others may have variables of that
 * kind; what it looks like is said.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
 */
export function serverVariables(
  environment: Readonly<Record<string, string | undefined>>,
): ServerVariables {
  const variables = new Map<string, string>();
  const warnings: string[] = [];
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || !name.startsWith('GANGWAY_')) continue;
    if (name === 'GANGWAY_PORT' && addressOfService.test(value)) warnings.push(serviceWarning);
    else if (known.has(name)) variables.set(name, value);
    else if (!others.has(name) && !ofService.test(name)) warnings.push(warningOf(name));
  }
  return { variables, warnings };
}

const serviceWarning =
  'GANGWAY_PORT: it is the address of a Kubernetes Service named gangway, and no port to listen on; it is left aside. With enableServiceLinks: false the pod does not get it.';

function warningOf(name: string): string {
  const right = nearest(name, known);
  const hint = right === undefined ? '' : ` Did you mean ${right}?`;
  return `${name}: there is no such setting; it does nothing.${hint}`;
}
