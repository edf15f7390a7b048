import { limits } from '@gangway/core';
import { DocumentFault } from './document-fault.js';
import type { DocumentKeys } from './document-keys.js';
import { type JsonPointer, writeJsonPointer } from './json-pointer.js';
import { memberAt } from './member-at.js';

/** Override values by key. */
export type Values = Readonly<Record<string, string>>;

/** What to do for a key whose member a document does not have. */
export type Missing = 'deny' | 'skip';

/**
 * Takes the values of all keys out of a document. Only texts are values: what a number is written as, differs from one
 * parser to the next.
 *
 * @throws DocumentFault
 */
export function readValues(document: unknown, keys: DocumentKeys, missing: Missing): Values {
  const values = new Map<string, string>();
  for (const [key, pointer] of keys) {
    const value = textAt(document, pointer, key);
    if (value !== undefined) values.set(key, value);
    else if (missing === 'deny') throw fault('member-missing', pointer, key, 'nothing is there');
  }
  return Object.freeze(Object.fromEntries(values));
}

function textAt(document: unknown, pointer: JsonPointer, key: string): string | undefined {
  const finding = memberAt(document, pointer);
  if (finding.kind === 'absent') return undefined;
  if (finding.kind === 'blocked') {
    const place = finding.at === '' ? 'the whole' : `"${finding.at}"`;
    const why = `${place} is ${kindOf(finding.by)} and has no members`;
    throw fault('member-not-text', pointer, key, why);
  }
  const { value } = finding;
  if (typeof value === 'string') return refuseUnfit(value, placeOf(pointer, key));
  throw fault('member-not-text', pointer, key, `it is ${kindOf(value)} and not a text`);
}

/**
 * Lets a text through that AWS IoT takes for a parameter's value.
 *
 * @param place where it stands
 * @throws DocumentFault `value-unfit`
 */
export function refuseUnfit(text: string, place: string): string {
  if (text.length > limits.parameterValueLength) {
    const why = `it is over ${limits.parameterValueLength} characters`;
    throw new DocumentFault('value-unfit', `${place}: ${why}`);
  }
  if (text.isWellFormed()) return text;
  throw new DocumentFault('value-unfit', `${place}: it is not well-formed Unicode`);
}

const placeOf = (pointer: JsonPointer, key: string): string =>
  `"${writeJsonPointer(pointer)}" for "${key}"`;

const fault = (
  kind: DocumentFault['kind'],
  pointer: JsonPointer,
  key: string,
  why: string,
): DocumentFault => new DocumentFault(kind, `${placeOf(pointer, key)}: ${why}`);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
