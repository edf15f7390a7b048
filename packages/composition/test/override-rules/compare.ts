import { isDeepStrictEqual } from 'node:util';
import type { Decision } from '@gangway/core';
import { type Expected, expectedOf } from './model.js';
import { type Played, play } from './play.js';
import { keys, type Script, startsOf } from './script.js';

/** What came about, so that nobody takes for shown what never happened. */
export interface Tally {
  [what: string]: number;
}

/** What is wrong with the answers to a script, by the model and by what no answer may be whatever a model says. */
export async function faultsIn(script: Script, tally: Tally = {}): Promise<readonly string[]> {
  const expected = expectedOf(script);
  const starts = startsOf(script);
  const played = await play(script);
  return played.flatMap((one, number) => {
    count(tally, one.decision);
    const faults = [...forbidden(one, starts), ...otherThan(expected[number], one.decision)];
    return faults.map((fault) => `request ${number}: ${fault}`);
  });
}

function count(tally: Tally, decision: Decision): void {
  const code = decision.outcome === 'ALLOW' ? 'ALLOW' : decision.reason.code;
  const used = decision.trace.map(({ verdict }) => verdict);
  const special = decision.outcome === 'ALLOW' ? used.filter((verdict) => isSpecial(verdict)) : [];
  for (const what of [code, ...new Set(special)]) tally[what] = (tally[what] ?? 0) + 1;
}

const isSpecial = (verdict: string) => verdict === 'skipped' || verdict === 'lastGood';

/** Longest that any policy of a script lets last good values live. */
const oldestMs = 60_000;

function forbidden({ decision, at }: Played, starts: readonly number[]): readonly string[] {
  if (decision.outcome !== 'ALLOW') return [];
  return Object.entries(decision.parameterOverrides).flatMap(([key, value]) => {
    const { version = '' } = decision.overrideOrigins[key] ?? {};
    const asked = starts[Number(version.slice(1))] ?? Number.NaN;
    return [
      ...(keys.some((known) => known === key) ? [] : [`the key ${key} is nobody's`]),
      ...(value === 'x' || value === 'y' ? [] : [`${key} is ${JSON.stringify(value)}`]),
      ...(at - asked <= oldestMs ? [] : [`${key} is ${at - asked} ms old`]),
    ];
  });
}

function otherThan(expected: Expected | undefined, decision: Decision): readonly string[] {
  const real =
    decision.outcome === 'ALLOW'
      ? {
          kind: 'allow',
          values: { ...decision.parameterOverrides },
          origins: { ...decision.overrideOrigins },
          verdicts: decision.trace
            .filter(({ step, verdict }) => step === 'overrides' && verdict !== 'notApplicable')
            .map(({ verdict }) => verdict),
        }
      : { kind: 'deny', code: decision.reason.code };
  const isSo =
    expected?.kind === 'deny'
      ? expected.codes.some((code) => real.kind === 'deny' && real.code === code)
      : isDeepStrictEqual(plain(real), plain(expected));
  return isSo ? [] : [`${JSON.stringify(real)} instead of ${JSON.stringify(expected)}`];
}

/** Without regard to the order of members. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
