import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Provisioning } from '@gangway/template';
import type { Account } from '../../account/account.js';
import type { ThingRow } from '../../account/rows.js';
import { refuse } from '../refusals.js';
import { applyGroups } from './apply-groups.js';
import { requireAttributes, requireNamed } from './thing-requirements.js';

type WantedThing = NonNullable<Provisioning['thing']>;

/**
 * Creates a thing, or does with the one that is there what `OverrideSettings` say, property by property. Where they say nothing
 * the thing is left as it is: the page names no default, and this one lets a second device take a thing's name, which the hook
 * has to prevent. `FAIL` fails wherever the thing exists, also if nothing about it would change.
 *
 * @throws Rejection
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-template.html#override-settings
 */
export function applyThing(account: Account, wanted: WantedThing): void {
  const { store } = account;
  const present = store.things.get(wanted.thingName);
  if (present === undefined) {
    create(account, wanted);
    applyGroups(store, wanted, 'MERGE');
    return;
  }
  const conflict = Object.entries(wanted.overrides).find(([, setting]) => setting === 'FAIL');
  if (conflict !== undefined) {
    throw refuse('RESOURCE_CONFLICT', `the thing exists, and ${conflict[0]} says FAIL`);
  }
  update(account, present, wanted);
  applyGroups(store, wanted, wanted.overrides.ThingGroups ?? 'DO_NOTHING');
}

function create({ store, clock }: Account, wanted: WantedThing): void {
  const { thingName, thingTypeName, billingGroup, attributes } = wanted;
  const row: ThingRow = {
    thingName,
    thingId: randomUUID(),
    ...(thingTypeName === undefined ? {} : { thingTypeName }),
    ...(billingGroup === undefined ? {} : { billingGroupName: billingGroup }),
    attributes: { ...attributes },
    version: 1,
    createdAt: clock.now(),
  };
  requireNamed(store.thingTypes, 'thing type', thingTypeName);
  requireNamed(store.billingGroups, 'billing group', billingGroup);
  requireAttributes(row);
  store.things.put(thingName, row);
}

function update({ store }: Account, present: ThingRow, wanted: WantedThing): void {
  const { AttributePayload, ThingTypeName } = wanted.overrides;
  const replacesType = ThingTypeName === 'REPLACE' && wanted.thingTypeName !== undefined;
  if (replacesType) requireNamed(store.thingTypes, 'thing type', wanted.thingTypeName);
  const row: ThingRow = {
    ...present,
    ...(replacesType ? { thingTypeName: wanted.thingTypeName } : {}),
    attributes: attributesAfter(present, wanted.attributes, AttributePayload),
  };
  if (isDeepStrictEqual(row, present)) return;
  requireAttributes(row);
  store.things.put(row.thingName, { ...row, version: present.version + 1 });
}

/** A template without attributes changes none. */
function attributesAfter(
  { attributes }: ThingRow,
  wanted: WantedThing['attributes'],
  setting: WantedThing['overrides']['AttributePayload'],
): ThingRow['attributes'] {
  if (Object.keys(wanted).length === 0) return attributes;
  if (setting === 'REPLACE') return { ...wanted };
  return setting === 'MERGE' ? { ...attributes, ...wanted } : attributes;
}
