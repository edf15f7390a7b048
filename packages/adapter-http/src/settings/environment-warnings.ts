import { nearest } from '@gangway/core';
import { variablePrefix } from './setting.js';

/**
 * What Kubernetes sets in every container for a Service that is called `gangway`.
 *
 * @see https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables
 */
const ofService = /^GANGWAY_(?:SERVICE_(?:HOST|PORT(?:_\w+)?)|PORT_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?)$/;

/** Whether a variable is not a setting but one of those: `GANGWAY_PORT=tcp://10.0.0.11:8080`. */
export const isServiceLink = (name: string, text: string): boolean =>
  ofService.test(name) || (name === 'GANGWAY_PORT' && /^(?:tcp|udp|sctp):\/\//i.test(text));

/** Says which variables look like settings and are none. The environment is shared: they are no error. */
export function environmentWarnings(
  environment: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): readonly string[] {
  return Object.entries(environment).flatMap(([name, text = '']) => {
    if (!name.startsWith(variablePrefix)) return [];
    if (isServiceLink(name, text)) return known.includes(name) ? [linkWarning(name)] : [];
    return known.includes(name) ? [] : [unknownWarning(name, known)];
  });
}

const linkWarning = (name: string): string =>
  `${name}: Kubernetes sets it for a Service called gangway, so it is not taken as a setting. In the pod's spec, "enableServiceLinks: false" turns that off.`;

function unknownWarning(name: string, known: readonly string[]): string {
  const right = nearestVariable(name, known);
  const hint = right === undefined ? '' : ` Did you mean ${right}?`;
  return `${name}: the server has no such setting.${hint}`;
}

/** The prefix is no part of what was mistyped; with it, everything would be near. */
function nearestVariable(name: string, known: readonly string[]): string | undefined {
  const bare = (variable: string) => variable.slice(variablePrefix.length);
  const right = nearest(bare(name), known.map(bare));
  return right === undefined ? undefined : `${variablePrefix}${right}`;
}
