import { allOf, anyOf, composeHook, defineHook, monitor } from '@gangway/composition';
import {
  ClaimLedger,
  claimDevice,
  committed,
  countAgainstQuota,
  type Decision,
  type DeviceStore,
  defineCheck,
  defineFact,
  definePlugin,
  deny,
  type Fact,
  fact,
  overrides,
  type Plugin,
  permit,
  provide,
  toResponse,
} from '@gangway/core';
import { identityProof } from '@gangway/plugins/claim-once';
import { openMemoryStore } from '@gangway/plugins/memory-device-registry';
import { deviceRecord } from '@gangway/plugins/registered-device';
import { anEvent, fakeClock, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { isInShare } from '../dist/composites/share.js';
import { faultOf } from './fault-of.js';

const certificate = anEvent();
const yes = defineCheck('yes', () => permit());
const no = defineCheck('no', () => deny('STRICTER', 'no'));
const color = defineFact<string>('color');
const gives = (name: string, ...given: Fact[]) =>
  defineCheck(name, () => permit(...given), { facts: { gives: given.map(({ key }) => key) } });
const paints = (name: string) => gives(name, fact(color, name));
/** Sets a key to what it sees of the color. */
const shows = (key: string, use: 'needs' | 'wants' = 'needs') =>
  definePlugin({
    name: `shows-${key.toLowerCase()}`,
    facts: { [use]: [color] },
    build: () => ({
      overrides: {
        keys: [key],
        values: (_request, { facts }) => overrides({ [key]: facts.find(color) ?? 'none' }),
      },
    }),
  })();
const compose = (...plugins: readonly Plugin[]) =>
  composeHook(defineHook(plugins), {
    replace: [memoryLogger().plugin(), memoryDecisionSink().plugin()],
  });
const decide = (plugins: readonly Plugin[], parameters: Readonly<Record<string, string>>) =>
  compose(...plugins).decide({ ...certificate, parameters });
const share = (of: number) => ({ enforce: { share: of, serialNumber: 'SerialNumber' } });
const always = share(1);
const isEnforced = ({ outcome }: Decision) => outcome !== 'ALLOW';

const serials = Array.from(
  { length: 10_000 },
  (_, index) => `SN-${String(index).padStart(6, '0')}`,
);
const inShare = (name: string, of: number) => serials.filter((one) => isInShare(name, one, of));

describe('the share of devices for which a monitor decides', () => {
  it('holds about as many devices as it says', () => {
    for (const of of [0.01, 0.1, 0.25, 0.5, 0.9]) {
      // Four standard deviations of a fair draw.
      const tolerance = 4 * Math.sqrt(serials.length * of * (1 - of));
      expect(inShare('monitor', of)).to.have.length.within(
        serials.length * of - tolerance,
        serials.length * of + tolerance,
      );
    }
  });

  it('keeps every device that is in it as it grows', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.string(), fc.string(), part, part, (name, serial, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(isInShare(name, serial, more) || !isInShare(name, serial, less)).to.equal(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has nobody in it at 0 and everybody at 1', () => {
    expect(inShare('monitor', 0)).to.have.length(0);
    expect(inShare('monitor', 1)).to.have.length(serials.length);
  });

  it('begins with other devices under another name', () => {
    const first = new Set(inShare('longer-keys', 0.1));
    const both = inShare('new-registry', 0.1).filter((serial) => first.has(serial));
    expect(both).to.have.length.within(60, 140);
  });

  it('stays the same from release to release', () => {
    // SHA-256 of the label, the name and the serial number as JSON, computed apart from this code.
    const inIt = serials.slice(0, 10).filter((one) => isInShare('monitor', one, 0.5));
    expect(inIt.map((one) => one.at(-1)).join('')).to.equal('014568');
  });
});

describe('a monitor with a share', () => {
  it('denies the devices in it with what its plugins say, and watches over the others', async () => {
    const plugins = [yes, monitor([no], share(0.5))];
    for (const serial of serials.slice(0, 50)) {
      const decision = await decide(plugins, { SerialNumber: serial });
      expect(isEnforced(decision)).to.equal(isInShare('monitor', serial, 0.5));
      expect(decision.trace.at(-1)).to.include({
        name: 'monitor/no',
        verdict: isEnforced(decision) ? 'deny' : 'wouldDeny',
        code: 'STRICTER',
      });
    }
  });

  it('decides about a device without a serial number, however small the share', async () => {
    const plugins = [yes, monitor([no], share(1e-9))];
    expect(isEnforced(await decide(plugins, { SerialNumber: 'SN-0001' }))).to.equal(false);
    expect(isEnforced(await decide(plugins, {}))).to.equal(true);
    expect(isEnforced(await decide(plugins, { SerialNumber: '' }))).to.equal(true);
  });

  it('decides about nobody at 0, not even about a device without a serial number', async () => {
    expect(isEnforced(await decide([yes, monitor([no], share(0))], {}))).to.equal(false);
  });

  it('goes by who the device has proven to be, or is on record as, where it is told to', async () => {
    const record = (id: string) => fact(deviceRecord, { id, state: 'expected', attributes: {} });
    const proof = (deviceId: string) => fact(identityProof, { deviceId, method: 'test' });
    for (const [identity, known] of [
      [deviceRecord, record],
      [identityProof, proof],
    ] as const) {
      for (const serial of serials.slice(0, 20)) {
        const plugins = [
          gives('known', known(serial)),
          monitor([no], { enforce: { share: 0.5, identity } }),
        ];
        // What the device calls itself moves nothing.
        for (const SerialNumber of serials.slice(20, 25)) {
          expect(isEnforced(await decide(plugins, { SerialNumber }))).to.equal(
            isInShare('monitor', serial, 0.5),
          );
        }
      }
    }
  });

  it('decides about a device of which the identity is not known, and asks for a plugin that gives it', async () => {
    const enforce = { enforce: { share: 1e-9, identity: deviceRecord } };
    const silent = defineCheck('silent', () => permit(), { facts: { gives: [deviceRecord] } });
    expect(isEnforced(await decide([silent, monitor([no], enforce)], {}))).to.equal(true);
    expect(faultOf(() => compose(yes, monitor([no], enforce), silent))).to.match(
      /^FACT_WITHOUT_GIVER: Plugin "monitor" needs the fact "device-record". "silent" gives it, but is not listed before/,
    );
  });
});

describe('one monitor in two alternatives', () => {
  it('goes by the identity of the one that is asked, not by that of one that was refused', async () => {
    const record = (id: string) => fact(deviceRecord, { id, state: 'expected', attributes: {} });
    const strict = monitor([no], { enforce: { share: 0.5, identity: deviceRecord } });
    const outside = serials.find((one) => !isInShare('monitor', one, 0.5)) ?? '';
    const inside = serials.find((one) => isInShare('monitor', one, 0.5)) ?? '';
    const decision = await decide(
      [
        anyOf([
          allOf([
            gives('first', record(outside)),
            strict,
            defineCheck('never', () => deny('X', '')),
          ]),
          allOf([gives('second', record(inside)), strict]),
        ]),
      ],
      {},
    );
    expect(isEnforced(decision)).to.equal(true);
  });
});

describe('facts and a monitor', () => {
  it('are seen inside, those of its own before those of others, and not outside', async () => {
    const plugins = [paints('old'), monitor([paints('new'), shows('Inner')]), shows('Outer')];
    const decision = await decide(plugins, {});
    expect(toResponse(decision).parameterOverrides).to.deep.equal({ Outer: 'old' });
    const inside = [paints('old'), monitor([shows('Inner')])];
    expect((await decide(inside, {})).trace.at(-1)).to.include({ verdict: 'wouldOverride' });
    expect(faultOf(() => compose(monitor([paints('new')]), yes, shows('Outer')))).to.match(
      /^FACT_WITHOUT_GIVER: .*"new" gives it only where the enforcement of "monitor" holds/,
    );
    expect(faultOf(() => compose(yes, monitor([paints('a'), paints('b')])))).to.match(
      /^FACT_DOUBLED/,
    );
  });

  it('are compared as each side sees them', async () => {
    const decision = await decide(
      [paints('old'), shows('Site'), monitor([paints('new'), shows('Site')])],
      {},
    );
    expect(decision.trace.find(({ step }) => step === 'monitor')?.compared).to.deep.equal({
      Site: 'differs',
    });
  });

  it('do not reach back: a check inside sees what was known where it stands', async () => {
    const seen: unknown[] = [];
    const looks = defineCheck(
      'looks',
      async (_request, { facts }) => {
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(facts.find(color));
        return permit();
      },
      { facts: { wants: [color] } },
    );
    await decide([monitor([looks]), paints('later'), monitor([looks])], {});
    expect(seen).to.deep.equal([undefined, 'later']);
  });

  it('are each side its own where it decides, too; outside sees those of inside where it has none', async () => {
    const inner = [paints('new'), shows('Inner')];
    const answer = async (...plugins: Plugin[]) =>
      toResponse(await decide(plugins, { SerialNumber: 'SN-1' })).parameterOverrides;
    for (const order of [
      [paints('old'), monitor(inner, always)],
      [monitor(inner, always), paints('old')],
    ]) {
      expect(await answer(...order, shows('Outer'))).to.deep.equal({ Inner: 'new', Outer: 'old' });
    }
    expect(await answer(monitor(inner, always), shows('Outer', 'wants'))).to.deep.equal({
      Inner: 'new',
      Outer: 'new',
    });
    // For all devices it is certain.
    expect(await answer(monitor(inner, always), shows('Outer'))).to.include({ Outer: 'new' });
    expect(faultOf(() => compose(monitor(inner, share(0.999)), shows('Outer')))).to.match(
      /^FACT_WITHOUT_GIVER/,
    );
  });

  it('are certain in a branch that only a monitor can have taken', async () => {
    const branches = anyOf([monitor([paints('new')], share(0.5)), paints('old')]);
    for (const serial of serials.slice(0, 20)) {
      const decision = await decide([branches, shows('Site')], { SerialNumber: serial });
      expect(toResponse(decision).parameterOverrides).to.deep.equal({
        Site: isInShare('monitor', serial, 0.5) ? 'new' : 'old',
      });
    }
  });
});

describe('intents of a monitor with a share', () => {
  it('are committed where it decides, with the facts of inside, and nowhere else', async () => {
    const claimed: string[] = [];
    const ledger = definePlugin({
      name: 'ledger',
      build: () => ({
        provides: [
          provide(ClaimLedger, {}, () => ({
            async commit({ intents }) {
              claimed.push(
                ...intents.map((one) => (one.kind === 'claim-device' ? one.deviceId : '')),
              );
              return committed();
            },
            confirm: async () => ({ kind: 'no-claim' }),
            release: async () => ({ kind: 'not-claimed' }),
          })),
        ],
      }),
    });
    const claims = definePlugin({
      name: 'claims',
      facts: { needs: [color] },
      build: () => ({ intents: (_request, { facts }) => [claimDevice(facts.get(color))] }),
    });
    const plugins = [ledger(), paints('old'), monitor([paints('new'), claims()], share(0.5))];
    const asked = serials.slice(0, 20);
    for (const serial of asked) await decide(plugins, { SerialNumber: serial });
    expect(claimed).to.deep.equal(
      asked.filter((one) => isInShare('monitor', one, 0.5)).map(() => 'new'),
    );
    // It takes no check inside to be enforced.
    await decide([ledger(), paints('old'), monitor([claims()], always)], {});
    expect(claimed.at(-1)).to.equal('old');
  });

  it('leave a repeat its stored answer when the share falls, and refuse it when they would newly claim', async () => {
    const quota = definePlugin({
      name: 'quota',
      build: () => ({ intents: () => [countAgainstQuota('line', { limit: 10 })] }),
    });
    const claims = definePlugin({
      name: 'claims',
      build: () => ({
        intents: () => [claimDevice('SN-1')],
        overrides: { keys: ['Site'], values: () => overrides({ Site: 'Oslo' }) },
      }),
    });
    const ledgerOf = ({ ledger }: DeviceStore) =>
      definePlugin({
        name: 'one-ledger',
        build: () => ({ provides: [provide(ClaimLedger, {}, () => ledger)] }),
      })();
    const answer = async (at: number, plugin: Plugin) => {
      const monitored = monitor([claims()], share(at));
      const decision = await decide([plugin, yes, quota(), monitored], { SerialNumber: 'SN-1' });
      return decision.outcome === 'ALLOW' ? decision.parameterOverrides : decision.reason.code;
    };
    const falling = ledgerOf(openMemoryStore(fakeClock()));
    expect(await answer(1, falling)).to.deep.equal({ Site: 'Oslo' });
    expect(await answer(0, falling)).to.deep.equal({ Site: 'Oslo' });
    const rising = ledgerOf(openMemoryStore(fakeClock()));
    expect(await answer(0, rising)).to.deep.equal({});
    expect(await answer(0, rising)).to.deep.equal({});
    expect(await answer(1, rising)).to.equal('REQUEST_CHANGED');
  });
});
