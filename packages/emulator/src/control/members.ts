import * as v from 'valibot';

// What members of calls may be, as AWS's API reference has it. Texts of the query become what they stand for.

const name = (most: number, pattern: RegExp) =>
  v.pipe(v.string(), v.minLength(1), v.maxLength(most), v.regex(pattern));

/** Of things, thing types, thing groups and billing groups. */
export const registryName = name(128, /^[a-zA-Z0-9:_-]+$/);
export const policyName = name(128, /^[\w+=,.@-]+$/);
export const templateName = name(36, /^[0-9A-Za-z_-]+$/);
export const certificateId = v.pipe(v.string(), v.length(64), v.regex(/^[a-fA-F0-9]+$/));

/** An ARN, of which the operation says more. */
export const arn = v.pipe(v.string(), v.minLength(1), v.maxLength(2_048));

export const queryBoolean = v.pipe(
  v.picklist(['true', 'false']),
  v.transform((text) => text === 'true'),
);

/** A whole number in a path or a query. */
export const queryInteger = (least: number, most: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,10}$/),
    v.transform(Number),
    v.minValue(least),
    v.maxValue(most),
  );

/** Tags are taken and not kept. */
export const tags = v.optional(
  v.array(
    v.object({
      Key: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
      Value: v.optional(v.pipe(v.string(), v.maxLength(256))),
    }),
  ),
);

/** How AWS's JSON has moments: seconds since 1970, with fractions. */
export const seconds = (milliseconds: number): number => milliseconds / 1_000;
