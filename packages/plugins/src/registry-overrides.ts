import { definePlugin, errorCode, overrides, PortError } from '@gangway/core';
import * as v from 'valibot';
import { deviceRecord } from './registered-device.js';
import { isPlainRecord, parameterName } from './text/parameter-name.js';
import { quote } from './text/quote.js';

const options = v.strictObject({
  /** Names that key and attribute share, or attribute names by override key. */
  keys: v.union(
    [
      v.pipe(v.array(parameterName), v.minLength(1, 'give at least one key')),
      v.pipe(
        v.custom<Readonly<Record<string, string>>>(isPlainRecord, 'must be an object of texts'),
        v.record(parameterName, v.pipe(v.string(), v.minLength(1))),
        v.check((keys) => Object.keys(keys).length > 0, 'give at least one key'),
      ),
    ],
    "must be a list of names, or an object from override key to attribute; at least one, none empty and none of AWS IoT's own",
  ),
  /** What to do for a device whose record lacks an attribute. */
  missing: v.optional(v.picklist(['deny', 'skip']), 'deny'),
});

/**
 * Gives a permitted device parameter values out of its own record. Needs `registeredDevice` before it.
 *
 * @example registryOverrides({ keys: ['Site'] })
 * @example registryOverrides({ keys: { Site: 'site' }, missing: 'skip' })
 */
export const registryOverrides = definePlugin({
  name: 'registry-overrides',
  options,
  facts: { needs: [deviceRecord] },
  reasonCodes: {
    ATTRIBUTE_MISSING: errorCode(
      "The device's record lacks an attribute that an override is made of.",
      "Complete the record, or set `missing: 'skip'`.",
    ),
  },
  build: ({ keys, missing }) => {
    const attributeOf: ReadonlyMap<string, string> = new Map(
      Array.isArray(keys) ? keys.map((key) => [key, key]) : Object.entries(keys),
    );
    return {
      overrides: {
        keys: [...attributeOf.keys()],
        values: (_request, { facts }) => {
          const { id, attributes } = facts.get(deviceRecord);
          const values = new Map<string, string>();
          for (const [key, attribute] of attributeOf) {
            const value = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
            if (value !== undefined) values.set(key, value);
            else if (missing === 'deny') throw lacking(id, attribute);
          }
          return overrides(Object.fromEntries(values));
        },
      },
    };
  },
});

const lacking = (id: string, attribute: string) =>
  new PortError('ATTRIBUTE_MISSING', `the record of ${quote(id)} has no "${attribute}"`);
