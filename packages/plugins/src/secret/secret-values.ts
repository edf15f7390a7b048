import type { Secret } from '@gangway/core';
import { DocumentFault } from '../document/document-fault.js';
import type { DocumentKeys } from '../document/document-keys.js';
import { heldReading } from '../document/held-reading.js';
import { parseJson } from '../document/parse-json.js';
import { type Missing, readValues, refuseUnfit, type Values } from '../document/read-values.js';

/**
 * Takes override values out of a secret.
 *
 * @throws DocumentFault
 */
export type SecretReading = (value: Secret['value']) => Values;

/** Reads members of a secret that is JSON, once for as long as it stays the same. */
export function memberReading(keys: DocumentKeys, missing: Missing): SecretReading {
  const hold = heldReading<Values>();
  return (value) => {
    if (typeof value !== 'string') throw new DocumentFault('binary', 'it is binary');
    return hold(value, (text) => readValues(parseJson(text), keys, missing));
  };
}

/** Gives the whole secret to one key: a text as it is, octets in base64 (RFC 4648 section 4). */
export const wholeReading =
  (key: string): SecretReading =>
  (value) => {
    const text = typeof value === 'string' ? value : Buffer.from(value).toString('base64');
    return { [key]: refuseUnfit(text, `the whole for "${key}"`) };
  };
