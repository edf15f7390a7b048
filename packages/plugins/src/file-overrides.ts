import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { definePlugin, errorCode, overrides } from '@gangway/core';
import * as v from 'valibot';
import { documentError, memberCodes } from './document/document-fault.js';
import { isDocumentName, parserFor } from './document/document-format.js';
import { documentKeys } from './document/document-keys.js';
import { heldReading } from './document/held-reading.js';
import { readDocumentFile } from './document/read-document-file.js';
import { readValues, type Values } from './document/read-values.js';
import { sharedFlights } from './flight/shared-flights.js';
import { filePath } from './text/file-path.js';
import { fileName } from './text/whole-file.js';

const options = v.strictObject({
  /** The file: JSON where its name ends in `.json`, YAML in `.yaml` or `.yml`. */
  file: v.pipe(
    filePath,
    v.transform((file) => resolve(fileName(file))),
    v.check(isDocumentName, 'must end in .json, .yaml or .yml'),
  ),
  /** Names that override key and member share, or JSON Pointers by override key. */
  keys: documentKeys,
  /** What to do where the file lacks a member. */
  missing: v.optional(v.picklist(['deny', 'skip']), 'deny'),
  /** Whether the values are masked by every tool, and never stored. */
  secret: v.optional(v.boolean(), false),
});

/**
 * Gives a permitted device parameter values out of a local file, JSON or YAML: members of it, found by name or by JSON
 * Pointer (RFC 6901). The file is UTF-8 of at most 64 kB. YAML is read by the core schema of YAML 1.2, with the package
 * `yaml`, which is loaded for such a file only.
 *
 * Nothing of an old file is given: each request gets a reading that began after it asked, and those who ask at the same time
 * share one. A file that is written in place may be read half-written, and denies until it is whole; one that is renamed
 * into place never is. The version in the trace is the beginning of the text's SHA-256, which all machines agree on; where
 * the values are secret, when the file was last changed, in milliseconds since 1970, which tells nothing of them.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc6901
 * @see https://yaml.org/spec/1.2.2/#103-core-schema
 * @example fileOverrides({ file: new URL('./overrides.json', import.meta.url), keys: ['Site'] })
 * @example fileOverrides({ file: '/etc/fleet/overrides.yaml', keys: { Site: '/location/site' } })
 */
export const fileOverrides = definePlugin({
  name: 'file-overrides',
  options,
  reasonCodes: {
    OVERRIDES_FILE_MISSING: errorCode(
      'There is no file at that path.',
      'See that it is deployed or mounted with the hook, and that `file` names it.',
    ),
    OVERRIDES_FILE_NOT_READABLE: errorCode(
      'There is something at that path, and it cannot be read as a file.',
      'The detail says why: a permission, a folder or a pipe, or that it was written at that moment.',
    ),
    OVERRIDES_FILE_TOO_LARGE: errorCode(
      'The file is over 64 kB.',
      'Take values of single devices out of a registry, with `registryOverrides`.',
    ),
    OVERRIDES_FILE_NOT_UTF8: errorCode(
      'The file is not UTF-8.',
      'Store it as UTF-8; what some editors call Unicode is UTF-16.',
    ),
    OVERRIDES_FILE_NOT_JSON: errorCode(
      'The file is not JSON, has two members of one name, or is nested over 64 levels deep.',
      'Mend it. One that is written in place is not JSON for a moment: write another, and rename it.',
    ),
    OVERRIDES_FILE_NOT_YAML: errorCode(
      'The file is not one document of YAML 1.2 in the core schema, or has two members of one name.',
      'The detail says what is wrong, and where.',
    ),
    OVERRIDES_FILE_PARSER_MISSING: errorCode(
      'The file is YAML, and the package `yaml` cannot be loaded.',
      'Install it beside the hook, and leave it in the bundle.',
    ),
    ...memberCodes('OVERRIDES_FILE', 'the file'),
  },
  build: ({ file, keys, missing, secret }) => {
    const share = sharedFlights<Given>(() => false);
    const hold = heldReading<Reading>();
    const read = async (signal: AbortSignal): Promise<Given> => {
      const parse = await parserFor(file);
      const { text, changedAt } = await readDocumentFile(file, signal);
      try {
        const { values, digest } = hold(text, () => ({
          values: readValues(parse(text), keys, missing),
          digest: secret ? undefined : digestOf(text),
        }));
        return { values, version: digest ?? `${changedAt}` };
      } catch (error) {
        throw documentError('OVERRIDES_FILE', file, error);
      }
    };
    return {
      overrides: {
        keys: [...keys.keys()],
        sameForAll: true,
        values: async (_request, { signal }) => {
          const { values, version } = await share(file, signal, read);
          return overrides(values, { secret, version });
        },
      },
      prepare: async ({ signal }) => {
        await share(file, signal, read);
      },
      probe: async ({ signal }) => {
        await share(file, signal, read);
      },
    };
  },
});

interface Given {
  readonly values: Values;
  readonly version: string;
}

interface Reading {
  readonly values: Values;
  readonly digest: string | undefined;
}

// As long as Git shows of a commit where it must be told from others.
const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 12);
