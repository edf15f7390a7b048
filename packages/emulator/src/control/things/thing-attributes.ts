import * as v from 'valibot';
import type { ThingRow } from '../../account/rows.js';
import { invalidRequest } from '../service-error.js';

type Attributes = ThingRow['attributes'];

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_AttributePayload.html */
export const attributePayload = v.object({
  attributes: v.optional(
    v.record(
      v.pipe(v.string(), v.maxLength(128), v.regex(/^[a-zA-Z0-9_.,@/:#-]+$/)),
      v.pipe(v.string(), v.maxLength(800), v.regex(/^[a-zA-Z0-9_.,@/:#=[\]-]*$/)),
    ),
  ),
  merge: v.optional(v.boolean(), false),
});

/**
 * Attributes as they are kept. One without a value is none: that is how one is removed.
 *
 * @param old what the thing has, where the new ones are merged into it
 */
export function attributesOf(
  { attributes = {}, merge }: v.InferOutput<typeof attributePayload>,
  old: Attributes = {},
): Attributes {
  const all = Object.entries({ ...(merge ? old : {}), ...attributes });
  return Object.fromEntries(all.filter(([, value]) => value !== ''));
}

/** @see https://docs.aws.amazon.com/general/latest/gr/iot-core.html#thing-limits */
export function checkAttributes({
  attributes,
  thingTypeName,
}: Pick<ThingRow, 'attributes' | 'thingTypeName'>): void {
  const most = thingTypeName === undefined ? 3 : 50;
  if (Object.keys(attributes).length <= most) return;
  throw invalidRequest(
    `A thing ${most === 3 ? 'without' : 'with'} a thing type has ${most} attributes at most`,
  );
}
