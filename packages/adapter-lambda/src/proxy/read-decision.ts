import { isCode, readJsonReply } from './json-reply.js';
import { readOverrides } from './read-overrides.js';
import { denial, malformed, type ProxyDenial, type ProxyVerdict } from './verdict.js';

/**
 * Reads a reply that is the container's, as strictly as it is written: only one with status 200 allows.
 *
 * @param status not signed; whoever changes it changes one denial into another, and an allow into none
 */
export function readDecision(status: number, body: Uint8Array): ProxyVerdict {
  const json = readJsonReply(body);
  if (json === undefined) return malformed('it is no JSON object');
  const { allowProvisioning: allow, parameterOverrides, error, ...more } = json.value;
  if (Object.keys(more).length > 0) return malformed('it has a member that is none of its own');
  if (typeof allow !== 'boolean') return malformed('allowProvisioning is no boolean');
  const overrides = readOverrides(parameterOverrides);
  if (typeof overrides === 'string') return malformed(overrides);
  const hasError = 'error' in json.value;
  if (hasError && !isCode(error)) return malformed('error is no code');
  const count = Object.keys(overrides).length;
  if (json.texts !== 2 + 2 * count + (hasError ? 2 : 0)) {
    return malformed('it has two members of one name');
  }
  if (allow) return readAllow(status, overrides, hasError);
  if (count > 0) return malformed('a denial with overrides');
  return readDenial(status, isCode(error) ? error : undefined);
}

function readAllow(
  status: number,
  overrides: Readonly<Record<string, string>>,
  hasError: boolean,
): ProxyVerdict {
  if (status !== 200) return malformed(`HTTP ${status} that allows`);
  return hasError ? malformed('an error that allows') : { kind: 'allow', overrides };
}

/** @param error the code beside a denial, where there is one */
export function readDenial(status: number, error: string | undefined): ProxyDenial {
  const detail = `HTTP ${status}${error === undefined ? '' : `: ${error}`}`;
  if (status === 200) {
    return error === undefined
      ? denial('CONTAINER_DENIED', detail)
      : malformed('HTTP 200 with an error');
  }
  // The code is signed, the status is not: whoever changes that must not make less of an alarm.
  if (error === 'OVERLOADED') return denial('CONTAINER_OVERLOADED', detail);
  // What is refused with 401 is the call; the event had no part in it.
  if (status === 401) return denial('PROXY_REFUSED', detail);
  if (status >= 400 && status < 500) return denial('CONTAINER_REFUSED_EVENT', detail);
  if (status < 500 || status > 599) return malformed(`HTTP ${status}`);
  return denial('CONTAINER_FAILED', detail);
}
