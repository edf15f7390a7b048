import type { Account } from '../../account/account.js';
import type { ThingRow } from '../../account/rows.js';
import { notFound, ServiceError } from '../service-error.js';

/** @throws ServiceError when there is none of this name */
export function thingOf({ store }: Account, name: string): ThingRow {
  const thing = store.things.get(name);
  if (thing === undefined) throw notFound(`Thing ${name} not found`);
  return thing;
}

/** @throws ServiceError when somebody changed it since the caller looked */
export function checkVersion({ thingName, version }: ThingRow, expected: number | undefined): void {
  if (expected === undefined || expected === version) return;
  throw new ServiceError(
    'VersionConflictException',
    `Version ${expected} of thing ${thingName} was expected, and it is at ${version}`,
  );
}
