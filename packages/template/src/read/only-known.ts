import { pointerTo } from '../pointer.js';
import { quoted } from './quoted.js';
import type { Report } from './scope.js';

/** Reports members that nothing reads: a misspelt name must not be passed over. */
export function onlyKnown(
  members: ReadonlyMap<string, unknown>,
  known: readonly string[],
  at: string,
  report: Report,
): void {
  for (const name of members.keys()) {
    if (known.includes(name)) continue;
    report(
      'PROPERTY_UNKNOWN',
      pointerTo(at, name),
      `${quoted(name)} is not known here; what can be here is ${known.join(', ')}.`,
    );
  }
}
