import * as v from 'valibot';
import { isPlainRecord, parameterName } from '../text/parameter-name.js';
import { type JsonPointer, parseJsonPointer } from './json-pointer.js';

/** Where the value of each override key stands in a document. */
export type DocumentKeys = ReadonlyMap<string, JsonPointer>;

const atLeastOne = 'give at least one key';

const names = v.pipe(v.array(parameterName), v.minLength(1, atLeastOne));

const pointer = v.pipe(
  v.string(),
  v.maxLength(1_024, 'a JSON Pointer has at most 1,024 characters here'),
  // Of a whole document no more than a text could be given, which none is that has members.
  v.minLength(1, 'is empty, which is the whole document'),
  v.rawTransform<string, JsonPointer>(({ dataset, addIssue, NEVER }) => {
    const parsed = parseJsonPointer(dataset.value);
    if (parsed !== undefined) return parsed;
    addIssue({
      message: 'must be a JSON Pointer: "/" before each name; in a name ~1 for "/" and ~0 for "~"',
    });
    return NEVER;
  }),
);

const pointers = v.pipe(
  v.custom<Readonly<Record<string, string>>>(
    isPlainRecord,
    'must be a list of names, or an object from override key to JSON Pointer',
  ),
  v.record(parameterName, pointer),
  v.check((keys) => Object.keys(keys).length > 0, atLeastOne),
);

/** Names that override key and member share, or JSON Pointers by override key. */
export const documentKeys = v.pipe(
  // By what was given, and not as a union, which would not say what is wrong where.
  v.lazy((given) => (Array.isArray(given) ? names : pointers)),
  v.transform(
    (keys): DocumentKeys =>
      new Map(Array.isArray(keys) ? keys.map((key) => [key, [key]]) : Object.entries(keys)),
  ),
);
