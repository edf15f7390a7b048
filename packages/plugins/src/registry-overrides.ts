import {
  type DeviceRecord,
  definePlugin,
  deny,
  notApplicable,
  overrides,
  policyCode,
} from '@gangway/core';
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
 * Gives a permitted device parameter values out of its own record. Needs `registeredDevice` before it. A record that lacks
 * an attribute is denied by a check, before any value is given.
 *
 * @example registryOverrides({ keys: ['Site'] })
 * @example registryOverrides({ keys: { Site: 'site' }, missing: 'skip' })
 */
export const registryOverrides = definePlugin({
  name: 'registry-overrides',
  options,
  facts: { needs: [deviceRecord] },
  reasonCodes: {
    // The registry was asked and has answered; and a device chooses which serial number it sends, so that an error of
    // ours would be one that anybody could cause.
    ATTRIBUTE_MISSING: policyCode(
      "The device's record lacks an attribute that an override is made of.",
      "Complete the record, or set `missing: 'skip'`.",
    ),
  },
  build: ({ keys, missing }) => {
    const attributeOf: ReadonlyMap<string, string> = new Map(
      Array.isArray(keys) ? keys.map((key) => [key, key]) : Object.entries(keys),
    );
    return {
      attributes: [...attributeOf.values()],
      ...(missing === 'skip'
        ? {}
        : {
            checks: {
              'attributes-present': (_request, { facts }) => {
                const { id, attributes } = facts.get(deviceRecord);
                const lacking = [...attributeOf.values()].find(
                  (attribute) => attributeIn(attributes, attribute) === undefined,
                );
                return lacking === undefined
                  ? notApplicable()
                  : deny('ATTRIBUTE_MISSING', `the record of ${quote(id)} has no "${lacking}"`);
              },
            },
          }),
      overrides: {
        keys: [...attributeOf.keys()],
        values: (_request, { facts }) => {
          const { attributes } = facts.get(deviceRecord);
          const values = new Map<string, string>();
          for (const [key, attribute] of attributeOf) {
            const value = attributeIn(attributes, attribute);
            if (value !== undefined) values.set(key, value);
          }
          return overrides(Object.fromEntries(values));
        },
      },
    };
  },
});

const attributeIn = (attributes: DeviceRecord['attributes'], name: string): string | undefined =>
  Object.hasOwn(attributes, name) ? attributes[name] : undefined;
