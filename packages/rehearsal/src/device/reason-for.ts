import type { StepError } from '../mqtt/step-error.js';
import type { Party } from '../plan/party.js';
import type { Rig } from './rig.js';

/** AWS IoT's word for a hook's no, and for a hook that failed. */
export const accessDenied = 'AccessDenied';

/** The hook's own reason for a no, where it was one and can be known. */
export const ownReason = (
  failure: StepError | undefined,
  { clientId }: Party,
  { reasonOf }: Pick<Rig, 'reasonOf'>,
): string | undefined => (failure?.code === accessDenied ? reasonOf?.(clientId) : undefined);

/** The hook's own reason where it can be known, and what the device was told otherwise. */
export function reasonOfFailure(
  failure: StepError,
  party: Party,
  rig: Pick<Rig, 'reasonOf'>,
): string {
  return ownReason(failure, party, rig) ?? failure.code;
}

/** The reason that came most often; of equals, the first by their letters, so that it hangs on no order. */
export function mostFrequent(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const [first] = [...counts].sort(
    ([one, times], [other, otherTimes]) => otherTimes - times || (one < other ? -1 : 1),
  );
  return first?.[0] ?? 'UNKNOWN';
}

export const reasonFor = (
  failures: readonly StepError[],
  party: Party,
  rig: Pick<Rig, 'reasonOf'>,
): string => mostFrequent(failures.map((failure) => reasonOfFailure(failure, party, rig)));
