import { isCertificateId, limits, parseTemplateArn } from '@gangway/core';
import * as v from 'valibot';
import { isPlainRecord, parameterValue } from '../text/parameter-name.js';

export const deviceState = v.picklist(['expected', 'claimed', 'active', 'blocked', 'retired']);

// Ids travel as template parameters, and are compared to the letter: a space around one would never be found.
export const deviceId = v.pipe(
  v.string(),
  v.minLength(1, 'an id is not empty'),
  v.maxLength(limits.parameterValueLength),
  v.check((id) => id === id.trim(), 'an id has no space around it'),
);

const claimCertificateIds = v.array(
  v.custom<string>(isCertificateId, 'is not 64 lowercase hex digits'),
);

// Core's own rule for names, which it tells of a whole ARN.
export const isTemplateName = (name: string): boolean =>
  parseTemplateArn(`arn:aws:iot:us-east-1:123456789012:provisioningtemplate/${name}`)?.name ===
  name;

const templates = v.array(
  v.pipe(v.string(), v.check(isTemplateName, 'is not the name of a template')),
);

const moment = v.pipe(v.number(), v.finite());

/** A moment as a person writes it: milliseconds since 1970, or a date and time with its zone. */
const writtenMoment = v.union(
  [
    moment,
    v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.transform((text) => Date.parse(text)),
    ),
  ],
  'is neither milliseconds since 1970 nor a time such as 2026-01-31T00:00:00Z',
);

// An attribute may become a parameter. One that cannot is found when the list is read, not when its device asks.
const listedAttributes = v.pipe(
  v.custom<Readonly<Record<string, string>>>(isPlainRecord, 'must be an object of texts'),
  v.record(v.string(), parameterValue),
);

/** A record as somebody writes it down in a list. */
export const listedRecord = v.strictObject({
  id: deviceId,
  state: v.optional(deviceState, 'expected'),
  attributes: v.optional(listedAttributes, {}),
  claimCertificateIds: v.optional(claimCertificateIds),
  templates: v.optional(templates),
  batch: v.optional(
    v.strictObject({
      id: v.string(),
      notBefore: v.optional(writtenMoment),
      notAfter: v.optional(writtenMoment),
    }),
  ),
});
