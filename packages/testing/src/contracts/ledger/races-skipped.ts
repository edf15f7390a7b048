import { it } from 'mocha';

/** Describes races, or says why there are none. */
export function describeOrSkip(describeRaces: () => void, noRaces: string | undefined): void {
  if (noRaces === undefined) describeRaces();
  else it(`many at once (SKIPPED: ${noRaces})`);
}
