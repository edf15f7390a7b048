import { type DeviceRecord, isCertificateId, isReservedName, limits } from '@gangway/core';
import * as v from 'valibot';
import { isTemplateName } from '../registry/template-name.js';
import type { Given } from './cell-values.js';
import { toMoment } from './moment.js';

// What no eye can tell apart: a device that sends such an id is refused, so no list has need of one.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** An id or a name, to be compared to the letter. */
const identifier = v.pipe(
  v.string('is not a text'),
  v.minLength(1, 'is empty'),
  v.maxLength(limits.parameterValueLength, `is longer than ${limits.parameterValueLength}`),
  v.check((text) => text === text.trim(), 'has a space around it'),
  v.check((text) => !unseen.test(text), 'has a control or an invisible character in it'),
);

const moment = v.pipe(
  v.unknown(),
  v.transform(toMoment),
  v.number('is neither milliseconds since 1970 nor a time such as 2026-01-31T00:00:00Z'),
);

const attributes = v.pipe(
  v.custom<Readonly<Record<string, unknown>>>(
    isAttributes,
    'must be an object with names of its own',
  ),
  v.record(
    v.string(),
    v.pipe(
      v.string('is not a text'),
      v.maxLength(limits.parameterValueLength, `is longer than ${limits.parameterValueLength}`),
      v.check((value) => value.isWellFormed(), 'is not well-formed Unicode'),
    ),
  ),
);

const batch = v.pipe(
  v.strictObject({
    id: identifier,
    notBefore: v.optional(moment),
    notAfter: v.optional(moment),
  }),
  v.check(
    ({ notBefore = -Infinity, notAfter = Infinity }) => notBefore <= notAfter,
    'ends before it begins',
  ),
);

const listedRecord = v.strictObject({
  id: identifier,
  state: v.optional(
    v.picklist(
      ['expected', 'claimed', 'active', 'blocked', 'retired'],
      'is none of expected, claimed, active, blocked, retired',
    ),
    'expected',
  ),
  attributes: v.optional(attributes, {}),
  claimCertificateIds: v.optional(
    v.array(v.custom<string>(isCertificateId, 'is not 64 lowercase hex digits'), 'is not a list'),
  ),
  templates: v.optional(
    v.array(v.custom<string>(isTemplateName, 'is not the name of a template'), 'is not a list'),
  ),
  batch: v.optional(batch),
});

/** What holds for each device of a list that does not say it of itself. */
export type Defaults = Partial<Pick<DeviceRecord, 'batch' | 'claimCertificateIds' | 'templates'>>;

/** Reads a device as somebody wrote it down, or says what is wrong with it. */
export function toRecord(given: Given, defaults: Defaults): DeviceRecord | string {
  const read = v.safeParse(listedRecord, withDefaults(given, defaults), { abortEarly: true });
  // Valibot's optional members may be `undefined` by type alone: none is there that was not given.
  if (read.success) return read.output as DeviceRecord;
  const [issue] = read.issues;
  if (issue.type === 'strict_object') return unknownMember(issue);
  return `${v.getDotPath(issue) ?? 'the device'} ${issue.message}`;
}

/** A row may tell the window of the one batch that all rows are of. */
function withDefaults(given: Given, defaults: Defaults): Given {
  const { batch } = given;
  const windowAlone = typeof batch === 'object' && batch !== null && !Object.hasOwn(batch, 'id');
  return windowAlone && defaults.batch !== undefined
    ? { ...defaults, ...given, batch: { ...defaults.batch, ...batch } }
    : { ...defaults, ...given };
}

function unknownMember(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? 'the device';
  if (issue.expected === 'never') return `a device has no field "${path}"`;
  return issue.input === undefined ? `${path} is missing` : `${path} is not an object`;
}

function isAttributes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).every((name) => name !== '' && !isReservedName(name));
}
