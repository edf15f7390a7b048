import { isUtf8 } from 'node:buffer';
import { isObject, readOverrides } from './read-overrides.js';
import { denial, type ProxyDenial, type ProxyVerdict } from './verdict.js';

/**
 * Reads a reply that is the container's, as strictly as it is written: only one with status 200 allows.
 *
 * @param status not signed; whoever changes it changes one denial into another, and an allow into none
 */
export function readDecision(status: number, body: Uint8Array): ProxyVerdict {
  const text = isUtf8(body) ? Buffer.from(body).toString() : '';
  const value = parsed(text);
  if (!isObject(value)) return malformed('it is no JSON object');
  const { allowProvisioning: allow, parameterOverrides, error, ...more } = value;
  if (Object.keys(more).length > 0) return malformed('it has a member that is none of its own');
  if (typeof allow !== 'boolean') return malformed('allowProvisioning is no boolean');
  const overrides = readOverrides(parameterOverrides);
  if (typeof overrides === 'string') return malformed(overrides);
  if ('error' in value && !isCode(error)) return malformed('error is no code');
  const members = Object.keys(value).length + ('error' in value ? 1 : 0);
  const texts = members + 2 * Object.keys(overrides).length;
  if (countTexts(text) !== texts) return malformed('it has two members of one name');
  if (allow) return readAllow(status, overrides, error);
  if (Object.keys(overrides).length > 0) return malformed('a denial with overrides');
  return readDenial(status, isCode(error) ? error : undefined);
}

function readAllow(
  status: number,
  overrides: Readonly<Record<string, string>>,
  error: unknown,
): ProxyVerdict {
  if (status !== 200) return malformed(`HTTP ${status} that allows`);
  if (error !== undefined) return malformed('an error that allows');
  return { kind: 'allow', overrides };
}

function readDenial(status: number, error: string | undefined): ProxyDenial {
  const detail = `HTTP ${status}${error === undefined ? '' : `: ${error}`}`;
  if (status === 200) {
    return error === undefined
      ? denial('CONTAINER_DENIED', detail)
      : malformed('HTTP 200 with an error');
  }
  // What is refused with 401 is the call; the event had no part in it.
  if (status === 401) return denial('PROXY_REFUSED', detail);
  if (status >= 400 && status < 500) return denial('CONTAINER_REFUSED_EVENT', detail);
  if (status < 500 || status > 599) return malformed(`HTTP ${status}`);
  return denial(error === 'OVERLOADED' ? 'CONTAINER_OVERLOADED' : 'CONTAINER_FAILED', detail);
}

const isCode = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * How many strings a JSON text has. A parser drops one of two members of one name, and does not say which (RFC 8259, section
 * 4); then there are more strings in the text than in what it gave.
 */
const countTexts = (json: string): number => json.match(/"[^"\\]*(?:\\.[^"\\]*)*"/g)?.length ?? 0;

const malformed = (why: string): ProxyDenial => denial('PROXY_REPLY_MALFORMED', why);
