import { type PresenceOutcome, type PresenceRefusalCode, presenceRefusals } from '@gangway/core';
import { isCode, readJsonReply } from './json-reply.js';
import { readDecision } from './read-decision.js';
import { malformed, type ProxyDenial } from './verdict.js';

/** Reads what came of a presence event, out of a reply that is the container's. */
export function readPresenceOutcome(
  status: number,
  body: Uint8Array,
): PresenceOutcome | ProxyDenial {
  // Where the store could not be asked, or the call was not let in, it is told as for an event.
  if (status !== 200) return readFailure(status, body);
  const json = readJsonReply(body);
  return (json === undefined ? undefined : outcomeIn(json.value)) ?? malformed('it is no outcome');
}

function readFailure(status: number, body: Uint8Array): ProxyDenial {
  const verdict = readDecision(status, body);
  return verdict.kind === 'denial' ? verdict : malformed(`HTTP ${status} that allows`);
}

function outcomeIn(value: Readonly<Record<string, unknown>>): PresenceOutcome | undefined {
  const { kind, deviceIds, code, detail } = value;
  const members = Object.keys(value).length;
  switch (kind) {
    case 'confirmed':
    case 'already-confirmed':
      return members === 2 && areTexts(deviceIds) ? { kind, deviceIds } : undefined;
    case 'no-claim':
      return members === 1 ? { kind } : undefined;
    case 'refused':
      return members === 3 && isRefusal(code) && typeof detail === 'string'
        ? { kind, code, detail }
        : undefined;
    default:
      return undefined;
  }
}

const areTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');

const isRefusal = (code: unknown): code is PresenceRefusalCode =>
  isCode(code) && Object.hasOwn(presenceRefusals, code);
