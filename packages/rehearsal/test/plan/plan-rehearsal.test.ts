import { fleetOf, generateFleet, impostorKinds } from '@gangway/rehearsal';
import { expect } from 'chai';
import fc from 'fast-check';
import type { ImpostorParty, Plan } from '../../dist/plan/party.js';
import { planRehearsal } from '../../dist/plan/plan-rehearsal.js';

const someOfEach = Object.fromEntries(impostorKinds.map((kind) => [kind, 12]));

const plans = fc
  .record({
    count: fc.integer({ min: 1, max: 25 }),
    seed: fc.integer(),
    impostors: fc.record(
      Object.fromEntries(impostorKinds.map((kind) => [kind, fc.integer({ min: 0, max: 6 })])),
    ),
  })
  .map(({ count, seed, impostors }) =>
    planRehearsal({ fleet: generateFleet({ count, seed }), impostors, seed }),
  );

const impostorsIn = ({ turns }: Plan) =>
  turns.flatMap(({ party }, place) => (party.kind === 'genuine' ? [] : [{ party, place }]));

const placeOfDevice = ({ turns }: Plan, serialNumber: string) =>
  turns.findIndex(({ party }) => party.kind === 'genuine' && party.serialNumber === serialNumber);

/** Every place that is through before this one begins. */
function allBefore({ turns }: Plan, place: number): ReadonlySet<number> {
  const before = new Set<number>();
  const visit = (at: number) => {
    for (const earlier of turns[at]?.after ?? []) {
      if (before.has(earlier)) continue;
      before.add(earlier);
      visit(earlier);
    }
  };
  visit(place);
  return before;
}

describe('planRehearsal', () => {
  it('says the same for the same seed', () => {
    const plan = () =>
      planRehearsal({
        fleet: generateFleet({ count: 30, seed: 4 }),
        impostors: someOfEach,
        seed: 4,
      });
    expect(plan()).to.deep.equal(plan());
  });

  it('lets every device come once, and as many impostors of each kind as asked', () => {
    const fleet = generateFleet({ count: 30, seed: 4 });
    const { turns } = planRehearsal({ fleet, impostors: someOfEach, seed: 4 });
    const came = Object.groupBy(turns, ({ party }) => party.kind);
    expect(came.genuine?.length).to.equal(30);
    for (const kind of impostorKinds) expect(came[kind]?.length, kind).to.equal(12);
    expect(new Set(turns.map(({ party }) => party.who)).size).to.equal(turns.length);
  });

  it('lets nobody wait for somebody who comes later', () => {
    fc.assert(
      fc.property(plans, ({ turns }) => {
        for (const [place, { after }] of turns.entries()) {
          for (const earlier of after) expect(earlier).to.be.lessThan(place);
        }
      }),
    );
  });

  it('lets whoever comes as a device come wholly before or wholly after it', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        for (const { party, place } of impostorsIn(plan)) {
          if (party.kind === 'unknown-serial') continue;
          const victim = placeOfDevice(plan, party.serialNumber);
          const comesAfter = party.kind === 'cloned-serial' || party.kind === 'replay';
          if (comesAfter) expect(allBefore(plan, place)).to.include(victim);
          else expect(allBefore(plan, victim)).to.include(place);
        }
      }),
    );
  });

  it('lets nobody overhear what was not sent yet, and listens to those alone', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const heard = impostorsIn(plan).filter(({ party }) => party.overheard !== undefined);
        for (const { party, place } of heard) {
          const source = placeOfDevice(plan, party.overheard ?? '');
          expect(allBefore(plan, place)).to.include(source);
        }
        const sources = new Set(heard.map(({ party }) => party.overheard));
        expect(plan.overheard).to.deep.equal(sources);
      }),
    );
  });

  it('lets no two be connected under one client id at once', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        for (const [place, { party }] of plan.turns.entries()) {
          const rivals = plan.turns
            .slice(0, place)
            .flatMap((turn, at) => (turn.party.clientId === party.clientId ? [at] : []));
          for (const rival of rivals) expect(allBefore(plan, place)).to.include(rival);
        }
      }),
    );
  });

  it('makes up serial numbers that are of no device', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const genuine = new Set(
          plan.turns.flatMap(({ party }) => (party.kind === 'genuine' ? [party.serialNumber] : [])),
        );
        for (const { party } of impostorsIn(plan)) {
          if (party.kind === 'unknown-serial') expect(genuine).to.not.include(party.serialNumber);
        }
      }),
    );
  });

  it('tries every near miss and every way of tampering and replaying, given enough of them', () => {
    const fleet = generateFleet({ count: 200, seed: 2 });
    const impostors = { 'unknown-serial': 150, 'tampered-token': 150, replay: 50 };
    const plan = planRehearsal({ fleet, impostors, seed: 2 });
    const variants = (kind: ImpostorParty['kind']) =>
      [
        ...new Set(
          impostorsIn(plan)
            .filter(({ party }) => party.kind === kind)
            .map(({ party }) => party.variant),
        ),
      ].sort();
    expect(variants('unknown-serial')).to.deep.equal([
      'empty',
      'full-width-digits',
      'made-up',
      'other-case',
      'prefix',
      'suffix',
      'white-space',
      'wildcard',
    ]);
    expect(variants('tampered-token')).to.deep.equal([
      'empty',
      'extended',
      'flipped',
      'flipped-last',
      'other-case',
      'truncated',
      'used-token',
    ]);
    expect(variants('replay')).to.deep.equal(['own-certificate', 'same-request']);
  });

  it('makes one up where there is no fleet to be near to', () => {
    const plan = planRehearsal({
      fleet: fleetOf([]),
      impostors: { 'unknown-serial': 20 },
      seed: 1,
    });
    const serials = plan.turns.map(({ party }) => party.serialNumber).filter(Boolean);
    expect(new Set(serials).size).to.equal(serials.length);
  });
});
