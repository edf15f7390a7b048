import type { Outcome } from '@gangway/core';
import { hookAlarms, lifecycleAlarms, proxyAlarms } from '@gangway/deployment';
import { expect } from 'chai';
import fc from 'fast-check';
import { isRinging, type Point, pointsOf, ringsEver } from './cloudwatch-model.js';

const functionName = 'fleet-hook';
const start = Date.UTC(2030, 0, 1);
const minute = 60_000;
const watched = { functionName, timeoutSeconds: 4 };
const alarms = new Map(hookAlarms(watched).map((alarm) => [alarm.id, alarm]));

function alarm(id: string) {
  const found = alarms.get(id);
  if (found === undefined) throw new Error(`there is no alarm ${id}`);
  return found;
}

const decision = (outcome: Outcome, at = start, of = functionName) =>
  pointsOf({
    functionName: of,
    outcome,
    code: outcome === 'ALLOW' ? undefined : 'SOME_CODE',
    durationMs: 20,
    at,
  });

/** So many decisions, evenly over so many minutes. */
const spread = (outcome: Outcome, count: number, minutes: number): readonly Point[] =>
  Array.from({ length: count }, (_, index) =>
    decision(outcome, start + Math.floor((index * minutes * minute) / count)),
  ).flat();

const lambdaPoint = (name: string, value: number, at = start): Point => ({
  namespace: 'AWS/Lambda',
  name,
  dimensions: { FunctionName: functionName },
  value,
  at,
});

describe('DenyError', () => {
  it('rings for one DENY_ERROR, among however many others', () => {
    const busy = spread('ALLOW', 1_000, 5);
    expect(ringsEver(alarm('DenyError'), decision('DENY_ERROR'))).to.equal(true);
    expect(ringsEver(alarm('DenyError'), [...busy, ...decision('DENY_ERROR')])).to.equal(true);
  });

  it('still rings when CloudWatch gets the line minutes late, and is quiet after five quiet minutes', () => {
    const points = decision('DENY_ERROR');
    expect(isRinging(alarm('DenyError'), points, start + 4 * minute)).to.equal(true);
    expect(isRinging(alarm('DenyError'), points, start + 5 * minute)).to.equal(false);
  });

  it('does not ring for a thousand refusals of one bad device among a few requests', () => {
    const points = [...spread('DENY_POLICY', 1_000, 5), ...spread('ALLOW', 3, 5)];
    expect(ringsEver(alarm('DenyError'), points)).to.equal(false);
  });

  it('does not ring for another function', () => {
    const points = decision('DENY_ERROR', start, 'other-hook');
    expect(ringsEver(alarm('DenyError'), points)).to.equal(false);
  });

  it('rings exactly where a DENY_ERROR is among the decisions', () => {
    const outcome = fc.constantFrom('ALLOW', 'DENY_POLICY', 'DENY_ERROR' as const);
    const moment = fc.nat(30 * minute).map((after) => start + after);
    fc.assert(
      fc.property(fc.array(fc.tuple(outcome, moment), { minLength: 1 }), (decisions) => {
        const points = decisions.flatMap(([came, at]) => decision(came as Outcome, at));
        const expected = decisions.some(([came]) => came === 'DENY_ERROR');
        expect(ringsEver(alarm('DenyError'), points)).to.equal(expected);
      }),
    );
  });
});

describe('RefusalRate', () => {
  it('rings in an attack with a stolen claim certificate, on a quiet day and on a busy one', () => {
    const attack = spread('DENY_POLICY', 300, 5);
    expect(ringsEver(alarm('RefusalRate'), attack)).to.equal(true);
    const busy = [...attack, ...spread('ALLOW', 1_000, 5)];
    expect(ringsEver(alarm('RefusalRate'), busy)).to.equal(true);
  });

  it('does not ring for three refused of four', () => {
    const points = [...spread('DENY_POLICY', 3, 5), ...spread('ALLOW', 1, 5)];
    expect(ringsEver(alarm('RefusalRate'), points)).to.equal(false);
  });

  it('does not ring for one refused device that tries again every twenty seconds', () => {
    expect(ringsEver(alarm('RefusalRate'), spread('DENY_POLICY', 3 * 60, 60))).to.equal(false);
  });

  it('does not ring for a few bad devices on a busy line', () => {
    const points = [...spread('DENY_POLICY', 40, 5), ...spread('ALLOW', 400, 5)];
    expect(ringsEver(alarm('RefusalRate'), points)).to.equal(false);
  });

  it('does not ring for decisions that could not be made', () => {
    expect(ringsEver(alarm('RefusalRate'), spread('DENY_ERROR', 500, 5))).to.equal(false);
  });

  it('rings from twenty refusals in five minutes and a fifth of all, and not below either', () => {
    const count = fc.nat(60);
    fc.assert(
      fc.property(count, fc.nat(300), (refused, allowed) => {
        const points = [
          ...spread('DENY_POLICY', refused, 5),
          ...spread('ALLOW', allowed, 5),
          ...decision('ALLOW'),
        ];
        const share = (100 * refused) / (refused + allowed + 1);
        expect(isRinging(alarm('RefusalRate'), points, start)).to.equal(
          refused >= 20 && share >= 20,
        );
      }),
    );
  });
});

describe('NearDeadline', () => {
  const calls = (ms: number, minutes: number) =>
    Array.from({ length: minutes }, (_, index) =>
      lambdaPoint('Duration', ms, start + index * minute),
    );

  it('rings when calls have been slow for a quarter of an hour', () => {
    expect(ringsEver(alarm('NearDeadline'), calls(2_500, 15))).to.equal(true);
  });

  it('does not ring for a slow moment, nor for calls that are well in time', () => {
    expect(ringsEver(alarm('NearDeadline'), calls(3_400, 5))).to.equal(false);
    expect(ringsEver(alarm('NearDeadline'), calls(2_000, 60))).to.equal(false);
  });

  it('goes by the time that a decision has in this function: less than its timeout, and not too little', () => {
    for (const timeoutSeconds of [1, 2, 3, 4, 5]) {
      const all = hookAlarms({ functionName, timeoutSeconds });
      const { threshold } = all.find(({ id }) => id === 'NearDeadline') ?? { threshold: 0 };
      expect(threshold).to.equal(Math.round((timeoutSeconds * 1_000 - 500) * 0.7));
    }
  });
});

for (const [id, name] of [
  ['Throttles', 'Throttles'],
  ['FunctionErrors', 'Errors'],
] as const) {
  describe(id, () => {
    it(`rings at the first of Lambda's ${name}, and not at the zeros that Lambda tells`, () => {
      expect(ringsEver(alarm(id), [lambdaPoint(name, 0), lambdaPoint(name, 1)])).to.equal(true);
      expect(ringsEver(alarm(id), [lambdaPoint(name, 0)])).to.equal(false);
    });
  });
}

describe('EventsDropped', () => {
  const [dropped] = lifecycleAlarms({ functionName });

  it('rings when a presence event is given up, and not at an error that is delivered again', () => {
    if (dropped === undefined) throw new Error('there is no alarm');
    expect(ringsEver(dropped, [lambdaPoint('AsyncEventsDropped', 1)])).to.equal(true);
    expect(ringsEver(dropped, [lambdaPoint('Errors', 2)])).to.equal(false);
  });
});

describe('every alarm', () => {
  const all = [...hookAlarms(watched), ...proxyAlarms(watched), ...lifecycleAlarms(watched)];

  for (const one of all) {
    it(`is quiet without any data: ${one.id}`, () => {
      expect(isRinging(one, [], start)).to.equal(false);
    });

    it(`says what to do first, in no more than CloudWatch takes: ${one.id}`, () => {
      expect(one.description.length).to.be.at.most(1_024);
      expect(one.description)
        .to.match(/First: .*`/s)
        .and.contain('docs/alarms.md');
    });

    it(`is one that CloudWatch evaluates: ${one.id}`, () => {
      expect(one.datapointsToAlarm).to.be.within(1, one.evaluationPeriods);
      expect(one.periodSeconds % 60).to.equal(0);
      // Longer than a day is not looked at.
      expect(one.periodSeconds * one.evaluationPeriods).to.be.at.most(86_400);
    });
  }

  it('has an id of its own among those of its function', () => {
    for (const make of [hookAlarms, proxyAlarms]) {
      const ids = make(watched).map(({ id }) => id);
      expect(new Set(ids).size).to.equal(ids.length);
    }
  });

  it('never looks into the name of the function, which may be a reference', () => {
    const reference = '$' + '{Token[Function.Name.42]}';
    const made = hookAlarms({ functionName: reference, timeoutSeconds: 4 });
    const plain = hookAlarms({ functionName: 'NAME', timeoutSeconds: 4 });
    expect(JSON.stringify(made).replaceAll(reference, 'NAME')).to.equal(JSON.stringify(plain));
  });
});
