import { tokenRefused } from '../device/come-aboard.js';
import { accessDenied, mostFrequent } from '../device/reason-for.js';
import type { ImpostorParty } from '../plan/party.js';
import { sameRequest } from './replay.js';

/** What an impostor was refused for, one after the other. */
export interface Reasons {
  /** Gives whether a fault can have made it. */
  add(reason: string): boolean;
  /** Whether another try would tell nothing new. */
  settled(): boolean;
  /** The reason, as far as it is known. */
  verdict(): string;
  /** How many of them were faults, as far as it is known. */
  faults(): number;
}

/** What a fault would have to do twice in a row to be taken for the reason. */
const certainEnough = 2;

/** What a fault does more often, and the more often the more attempts it makes a device need. */
const doubtfulEnough = (attempts: number): number => Math.max(4, Math.floor(attempts / 3));

/**
 * Takes reasons until one is beyond doubt. An impostor tries again even where it was refused: a hook that says no once and
 * yes thereafter must not get away with it. What a fault can look like, too, counts as doubtful, and the certain ones go
 * before it: so the verdict is the same whatever faults there were.
 *
 * @param options `attempts`: how often it would try at most; `hookTells`: whether the hook's own reasons are known, so that a bare `AccessDenied` is a hook that failed
 */
export function takeReasons(
  { kind, variant }: Pick<ImpostorParty, 'kind' | 'variant'>,
  { hookTells, attempts }: { readonly hookTells: boolean; readonly attempts: number },
): Reasons {
  const certain: string[] = [];
  const doubtful: string[] = [];
  const doubts = (reason: string) =>
    faultNames.has(reason) ||
    (reason === accessDenied && hookTells) ||
    // Tokens run out by a fault; one that was tampered with or used is refused for good.
    (reason === tokenRefused && kind !== 'tampered-token' && variant !== sameRequest);
  const verdict = () => mostFrequent(certain.length > 0 ? certain : doubtful);
  return {
    add(reason) {
      const doubted = doubts(reason);
      (doubted ? doubtful : certain).push(reason);
      return doubted;
    },
    settled: () => mostOf(certain) >= certainEnough || mostOf(doubtful) >= doubtfulEnough(attempts),
    verdict,
    faults: () => doubtful.filter((reason) => reason !== verdict()).length,
  };
}

/** What a device says of its own when AWS IoT did not answer, and what AWS IoT says when it failed. */
const faultNames: ReadonlySet<string> = new Set([
  'BROKER_AWAY',
  'CUT_OFF',
  'InternalFailure',
  'MALFORMED_REPLY',
  'NOT_CONNECTED',
  'NO_REPLY',
  'ThrottlingException',
]);

function mostOf(reasons: readonly string[]): number {
  const most = mostFrequent(reasons);
  return reasons.filter((reason) => reason === most).length;
}
