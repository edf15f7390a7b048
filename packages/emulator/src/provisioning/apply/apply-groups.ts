import type { OverrideSetting, Provisioning } from '@gangway/template';
import type { AccountStore } from '../../account/account-store.js';
import { refuse } from '../refusals.js';
import { requireNamed } from './thing-requirements.js';

/** A thing is in so many groups at most: https://docs.aws.amazon.com/general/latest/gr/iot-core.html#thing-group-limits */
const groupsAtMost = 10;

/**
 * Puts a thing into the groups of a template, which must exist.
 *
 * @throws Rejection
 */
export function applyGroups(
  store: AccountStore,
  { thingName, thingGroups }: NonNullable<Provisioning['thing']>,
  setting: OverrideSetting,
): void {
  if (thingGroups === undefined || (setting !== 'MERGE' && setting !== 'REPLACE')) return;
  for (const group of thingGroups) requireNamed(store.thingGroups, 'thing group', group);
  if (setting === 'REPLACE') {
    for (const group of store.groupThings.leftsOf(thingName)) {
      if (!thingGroups.includes(group)) store.groupThings.remove(group, thingName);
    }
  }
  for (const group of thingGroups) store.groupThings.add(group, thingName);
  if (store.groupThings.leftsOf(thingName).length > groupsAtMost) {
    throw refuse('THING_INVALID', `it would be in more than ${groupsAtMost} groups`);
  }
}
