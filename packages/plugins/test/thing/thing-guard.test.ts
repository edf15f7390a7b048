import { composeHook, defineHook } from '@gangway/composition';
import {
  defineCheck,
  fact,
  type Plugin,
  PortError,
  type PreProvisioningEvent,
  permit,
} from '@gangway/core';
import { awsIotThingRegistry } from '@gangway/plugins/aws-iot-thing-registry';
import { identityProof } from '@gangway/plugins/claim-once';
import { thingGuard } from '@gangway/plugins/thing-guard';
import { anEvent, fakeClock, memoryLogger } from '@gangway/testing';
import { type IotServer, startIotServer } from '@gangway/testing/iot';
import { expect } from 'chai';
import fc from 'fast-check';
import { decide, detailOf, faultOf, verdictOf } from '../deciding.js';
import { answeringThings, certificateId, localOptions, until } from './asking.js';

const a = certificateId('aa');
const b = certificateId('bb');
const name = 'SN-0001';
const event = anEvent({ serialNumber: name });
const allowed = defineCheck('known', () => permit());
const thingName = { parameter: 'SerialNumber' };
const denied = 'DENY_POLICY THING_HAS_ANOTHER_CERTIFICATE';

type Options = Omit<Parameters<typeof thingGuard>[0], 'thingName'>;

/** What a hook says whose registry has this thing with these active certificates. */
async function judge(
  activeCertificateIds: readonly string[] | undefined,
  options: Options = {},
  before: readonly Plugin[] = [allowed],
): Promise<string> {
  const { plugin } = answeringThings((asked) =>
    activeCertificateIds === undefined ? undefined : { name: asked, activeCertificateIds },
  );
  return verdictOf(await decide([plugin, ...before, thingGuard({ thingName, ...options })], event));
}

const proving = (deviceId: string) =>
  defineCheck(
    'proves-identity',
    () => permit(fact(identityProof, { deviceId, method: 'signed-nonce' })),
    { facts: { gives: [identityProof] } },
  );

describe('thing-guard', () => {
  it('denies where another certificate is active on the thing', async () => {
    expect(await judge([a])).to.equal(denied);
    expect(await judge([a, b])).to.equal(denied);
    expect(await judge([event.certificateId, a])).to.equal(denied);
  });

  it('has nothing to say of a thing that is not there, or has no active certificate', async () => {
    expect(await judge(undefined)).to.equal('ALLOW');
    expect(await judge([])).to.equal('ALLOW');
  });

  it('lets the same certificate come again', async () => {
    expect(await judge([event.certificateId])).to.equal('ALLOW');
  });

  it('permits nobody by itself', async () => {
    for (const active of [undefined, [], [event.certificateId]]) {
      expect(await judge(active, {}, [])).to.equal('DENY_POLICY NO_PERMIT');
    }
  });

  it('denies exactly when some active certificate is not the request’s own', async () => {
    const ids = fc.array(
      fc.constantFrom(event.certificateId, event.claimCertificateId, a, b, certificateId('cc')),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(fc.option(ids, { nil: undefined }), fc.boolean(), async (active, passes) => {
        const own = [event.certificateId, ...(passes ? [event.claimCertificateId] : [])];
        const foreign = (active ?? []).some((id) => !own.includes(id));
        const verdict = await judge(active, { ownCertificatePasses: passes });
        expect(verdict).to.equal(foreign ? denied : 'ALLOW');
      }),
      { numRuns: 100 },
    );
  });

  describe('the name of the thing', () => {
    const askedWith = async (thing: object, asked: PreProvisioningEvent) => {
      const { plugin, asked: names } = answeringThings(() => undefined);
      const guard = thingGuard({ thingName: { ...thingName, ...thing } });
      return { verdict: verdictOf(await decide([plugin, allowed, guard], asked)), names };
    };

    it('is made as the template makes it', async () => {
      const { names } = await askedWith({ prefix: 'eu:', suffix: '_v2' }, event);
      expect(names).to.deep.equal(['eu:SN-0001_v2']);
      expect((await askedWith({}, event)).names).to.deep.equal([name]);
    });

    it('is missing where the parameter is absent or empty; nobody is asked', async () => {
      const verdict = 'DENY_POLICY THING_NAME_MISSING';
      for (const parameters of [{}, { SerialNumber: '' }]) {
        const answer = await askedWith({ prefix: 'eu-' }, { ...event, parameters });
        expect(answer).to.deep.equal({ verdict, names: [] });
      }
    });

    it('is refused where AWS IoT would take no such name; nobody is asked', async () => {
      const verdict = 'DENY_POLICY THING_NAME_INVALID';
      for (const SerialNumber of [
        'SN 1',
        'SN-0001 ',
        'SN/1',
        '../x',
        'SN#',
        'SN-０００１',
        'Ñ',
        'a.b',
        'x'.repeat(126),
      ]) {
        const answer = await askedWith(
          { prefix: 'eu-' },
          { ...event, parameters: { SerialNumber } },
        );
        expect(answer).to.deep.equal({ verdict, names: [] });
      }
      const longest = { ...event, parameters: { SerialNumber: 'x'.repeat(125) } };
      expect((await askedWith({ prefix: 'eu-' }, longest)).verdict).to.equal('ALLOW');
    });
  });

  describe('a device that comes again with a new certificate', () => {
    it('is denied while its old one is active, unless an option lets it pass', async () => {
      expect(await judge([a], {}, [proving(name)])).to.equal(denied);
      expect(await judge([event.claimCertificateId])).to.equal(denied);
    });

    it('passes by a proof of its identity, without a look at the registry', async () => {
      const { plugin, asked } = answeringThings(() => ({ name, activeCertificateIds: [a] }));
      const guard = thingGuard({ thingName, provenIdentityPasses: true });
      expect(verdictOf(await decide([plugin, proving(name), guard], event))).to.equal('ALLOW');
      expect(asked).to.deep.equal([]);
    });

    it('does not pass by the proof of another device, nor by none', async () => {
      const options = { provenIdentityPasses: true };
      expect(await judge([a], options, [proving('SN-0002')])).to.equal(denied);
      expect(await judge([a], options)).to.equal(denied);
    });

    it('passes over a connection made with an active certificate of the thing, if told so', async () => {
      const options = { ownCertificatePasses: true };
      expect(await judge([event.claimCertificateId], options)).to.equal('ALLOW');
      expect(await judge([event.claimCertificateId, a], options)).to.equal(denied);
    });
  });

  describe('a registry that could not be asked is no "no"', () => {
    for (const [what, find, code] of [
      ['gives null', () => null, 'THING_ANSWER_MALFORMED'],
      ['gives true', () => true, 'THING_ANSWER_MALFORMED'],
      ['gives no list', () => ({ name }), 'THING_ANSWER_MALFORMED'],
      ['gives a text', () => ({ name, activeCertificateIds: a }), 'THING_ANSWER_MALFORMED'],
      [
        'gives something that is no certificate id',
        () => ({ name, activeCertificateIds: [event.certificateId.toUpperCase()] }),
        'THING_ANSWER_MALFORMED',
      ],
      [
        'gives another thing',
        () => ({ name: 'SN-0002', activeCertificateIds: [] }),
        'THING_ANSWER_MALFORMED',
      ],
      [
        'throws anything',
        () => {
          throw new Error('boom');
        },
        'CHECK_FAILED',
      ],
      [
        'throws a code that nobody declares',
        () => {
          throw new PortError('ODD', 'boom');
        },
        'PORT_UNAVAILABLE',
      ],
    ] as const) {
      it(`one that ${what}: DENY_ERROR ${code}`, async () => {
        const { plugin } = answeringThings(find);
        const decision = await decide([plugin, allowed, thingGuard({ thingName })], event);
        expect(verdictOf(decision)).to.equal(`DENY_ERROR ${code}`);
      });
    }
  });

  it('refuses options that make no name', () => {
    const make = thingGuard as (options?: unknown) => unknown;
    expect(faultOf(() => make())).to.match(/^OPTION_INVALID: .*"thingName"/);
    expect(faultOf(() => make({ thingName: 'SerialNumber' }))).to.match(/"thingName"/);
    expect(faultOf(() => make({ thingName: { parameter: '' } }))).to.match(/not empty/);
    expect(faultOf(() => make({ thingName: { ...thingName, prefix: 'a b' } }))).to.match(
      /"thingName.prefix": holds what no name/,
    );
    const long = { prefix: 'x'.repeat(100), suffix: 'x'.repeat(28) };
    expect(faultOf(() => make({ thingName: { ...thingName, ...long } }))).to.match(/no room/);
    expect(faultOf(() => make({ thingName, provenIdentityPass: true }))).to.match(
      /Did you mean "provenIdentityPasses"/,
    );
  });

  it('does not compose without a registry of things', () => {
    const hook = defineHook([allowed, thingGuard({ thingName })]);
    expect(faultOf(() => composeHook(hook))).to.match(/^PORT_MISSING: .*ThingRegistry/);
  });

  describe('in a hook with AWS IoT’s registry', () => {
    let iot: IotServer;
    beforeEach(async () => {
      iot = await startIotServer();
    });
    afterEach(() => iot.close());

    const plugins = () => [
      awsIotThingRegistry(localOptions(iot.url)),
      allowed,
      thingGuard({ thingName }),
    ];

    it('a takeover of a device at work is denied, its own repeat is not', async () => {
      iot.putThing({ name, certificates: { [event.certificateId]: 'ACTIVE' } });
      expect(verdictOf(await decide(plugins(), event))).to.equal('ALLOW');
      const thief = anEvent({ serialNumber: name });
      const decision = await decide(plugins(), thief);
      expect(verdictOf(decision)).to.equal(denied);
      expect(detailOf(decision)).to.equal(`"SN-0001" has ${event.certificateId}`);
    });

    it('a device whose old certificate was deactivated comes aboard', async () => {
      iot.putThing({ name, certificates: { [a]: 'INACTIVE', [b]: 'REVOKED' } });
      expect(verdictOf(await decide(plugins(), event))).to.equal('ALLOW');
    });

    it('of two that come at once for a new thing, the second sees the first as soon as it is aboard', async () => {
      const hook = composeHook(defineHook(plugins()), { replace: [memoryLogger().plugin()] });
      expect(verdictOf(await hook.decide(event))).to.equal('ALLOW');
      iot.putThing({ name, certificates: { [event.certificateId]: 'ACTIVE' } });
      const second = await hook.decide(anEvent({ serialNumber: name }));
      expect(verdictOf(second)).to.equal(denied);
    });

    for (const [fault, code] of [
      ['throttle', 'THING_REGISTRY_THROTTLED'],
      ['deny', 'THING_REGISTRY_FORBIDDEN'],
      ['error', 'THING_REGISTRY_UNAVAILABLE'],
      ['reset', 'THING_REGISTRY_UNAVAILABLE'],
      ['garbage', 'THING_REGISTRY_UNAVAILABLE'],
    ] as const) {
      it(`${fault} is DENY_ERROR ${code}`, async () => {
        iot.fail(fault);
        const clock = fakeClock();
        const hook = composeHook(defineHook(plugins()), {
          replace: [clock.plugin(), memoryLogger().plugin()],
        });
        const deciding = hook.decide(event);
        // The adapter's second attempt waits for its turn, beside the deadline.
        if (fault === 'throttle') {
          await until(() => clock.waiting() === 2);
          clock.advance(100);
        }
        expect(verdictOf(await deciding)).to.equal(`DENY_ERROR ${code}`);
      });
    }

    it('a registry that hangs ends at the deadline, as an error', async () => {
      iot.fail('hang');
      const clock = fakeClock();
      const hook = composeHook(defineHook(plugins()), {
        replace: [clock.plugin(), memoryLogger().plugin()],
      });
      const deciding = hook.decide(event);
      await until(() => iot.calls.DescribeThing === 1);
      clock.advance(4_500);
      expect(verdictOf(await deciding)).to.equal('DENY_ERROR DEADLINE_EXCEEDED');
      iot.mend();
      expect(verdictOf(await hook.decide(event))).to.equal('ALLOW');
    });
  });
});
