import { composeHook, defineHook } from '@gangway/composition';
import {
  type DeviceRecord,
  DeviceRegistry,
  defineCheck,
  definePlugin,
  type Plugin,
  PortError,
  permit,
  provide,
} from '@gangway/core';
import { deviceRecord, registeredDevice } from '@gangway/plugins/registered-device';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { decide, detailOf, faultOf, now, verdictOf } from './deciding.js';

const known = registeredDevice({ serialNumber: 'SerialNumber' });
const event = anEvent({ serialNumber: 'SN-0001' });

const judge = async (registry: Plugin, asked = event, at = now) =>
  verdictOf(await decide([registry, known], asked, { at }));

const listed = (device: object) =>
  staticDeviceRegistry({ devices: [{ id: 'SN-0001', ...device }] });

/** A registry that answers whatever it is told to. */
const answering = (find: (id: string) => unknown) =>
  definePlugin({
    name: 'answering-registry',
    build: () => ({
      provides: [
        provide(DeviceRegistry, {}, () => ({
          find: async (id: string) => find(id) as DeviceRecord | undefined,
        })),
      ],
    }),
  })();

const policy = (code: string) => `DENY_POLICY ${code}`;

describe('registered-device', () => {
  for (const state of ['expected', 'claimed', 'active'] as const) {
    it(`permits a device that is ${state}`, async () => {
      expect(await judge(listed({ state }))).to.equal('ALLOW');
    });
  }

  it('denies devices that are blocked or retired', async () => {
    expect(await judge(listed({ state: 'blocked' }))).to.equal(policy('DEVICE_BLOCKED'));
    expect(await judge(listed({ state: 'retired' }))).to.equal(policy('DEVICE_RETIRED'));
  });

  it('denies a request without the serial number', async () => {
    const bare = { ...event, parameters: {} };
    expect(await judge(listed({}), bare)).to.equal(policy('SERIAL_NUMBER_MISSING'));
  });

  describe('mistake D: an empty serial, or a part of one, is not in the list', () => {
    it('asks no registry about an empty serial, not even one that would find something', async () => {
      const generous = answering((id) => ({ id, state: 'expected', attributes: {} }));
      const empty = anEvent({ serialNumber: '', clientId: 'x' });
      expect(await judge(generous, empty)).to.equal(policy('SERIAL_NUMBER_MISSING'));
    });

    for (const serialNumber of [
      'SN',
      '0001',
      'SN-000',
      'SN-00011',
      'sn-0001',
      'SN-0001 ',
      '.*',
      ' ',
    ]) {
      it(`does not know ${JSON.stringify(serialNumber)}`, async () => {
        const asked = anEvent({ serialNumber, clientId: 'x' });
        expect(await judge(listed({}), asked)).to.equal(policy('DEVICE_UNKNOWN'));
      });
    }

    it('knows exactly the listed ids, for any text', async () => {
      const ids = ['SN-0001', 'SN-0002', 'a'];
      const registry = staticDeviceRegistry({ devices: ids.map((id) => ({ id })) });
      const text = fc.oneof(fc.constantFrom(...ids), fc.string({ minLength: 1, maxLength: 8 }));
      await fc.assert(
        fc.asyncProperty(text, async (serialNumber) => {
          const allowed =
            (await judge(registry, { ...event, parameters: { SerialNumber: serialNumber } })) ===
            'ALLOW';
          expect(allowed).to.equal(ids.includes(serialNumber));
        }),
        { numRuns: 200 },
      );
    });
  });

  it('holds a device to the claim certificates of its record', async () => {
    const mine = [event.claimCertificateId];
    expect(await judge(listed({ claimCertificateIds: mine }))).to.equal('ALLOW');
    for (const claimCertificateIds of [['ab'.repeat(32)], []]) {
      const verdict = await judge(listed({ claimCertificateIds }));
      expect(verdict).to.equal(policy('DEVICE_CLAIM_NOT_ALLOWED'));
    }
  });

  it('holds a device to the templates of its record', async () => {
    expect(await judge(listed({ templates: ['other', 'first-fleet'] }))).to.equal('ALLOW');
    for (const templates of [['first'], []]) {
      expect(await judge(listed({ templates }))).to.equal(policy('DEVICE_TEMPLATE_NOT_ALLOWED'));
    }
  });

  it("holds a device to its batch's window, both ends inclusive", async () => {
    const registry = listed({ batch: { id: 'B1', notBefore: now, notAfter: now + 1_000 } });
    expect(await judge(registry, event, now - 1)).to.equal(policy('DEVICE_BATCH_NOT_YET_OPEN'));
    expect(await judge(registry, event, now)).to.equal('ALLOW');
    expect(await judge(registry, event, now + 1_000)).to.equal('ALLOW');
    expect(await judge(registry, event, now + 1_001)).to.equal(policy('DEVICE_BATCH_CLOSED'));
    expect(await judge(listed({ batch: { id: 'B1' } }), event, now)).to.equal('ALLOW');
  });

  it('gives the record as a fact, frozen, and leaves what the registry keeps alone', async () => {
    const kept = { id: 'SN-0001', state: 'expected', attributes: { Site: 'Oslo' } };
    let seen: DeviceRecord | undefined;
    const reader = defineCheck(
      'reads-the-record',
      (_request, { facts }) => {
        seen = facts.get(deviceRecord);
        return permit();
      },
      { facts: { needs: [deviceRecord] } },
    );
    expect(verdictOf(await decide([answering(() => kept), known, reader], event))).to.equal(
      'ALLOW',
    );
    expect(seen).to.deep.equal(kept).and.to.be.frozen;
    expect(seen?.attributes).to.be.frozen;
    expect(kept).not.to.be.frozen;
  });

  describe('a registry that could not be asked is no "no"', () => {
    for (const [what, find, code] of [
      [
        'mistake H: one that was refused access',
        () => {
          throw new PortError('PORT_UNAVAILABLE', 'AccessDenied');
        },
        'PORT_UNAVAILABLE',
      ],
      [
        'one that throws anything',
        () => {
          throw new Error('boom');
        },
        'CHECK_FAILED',
      ],
      [
        'one that gives another device',
        () => ({ id: 'SN-0002', state: 'expected', attributes: {} }),
        'REGISTRY_ANSWER_MALFORMED',
      ],
      ['one that gives null', () => null, 'REGISTRY_ANSWER_MALFORMED'],
      ['one that gives true', () => true, 'REGISTRY_ANSWER_MALFORMED'],
      [
        'one that gives no state',
        (id: string) => ({ id, attributes: {} }),
        'REGISTRY_ANSWER_MALFORMED',
      ],
      [
        'one that gives a state of its own',
        (id: string) => ({ id, state: 'ok', attributes: {} }),
        'REGISTRY_ANSWER_MALFORMED',
      ],
      [
        'one that gives a number as attribute',
        (id: string) => ({ id, state: 'active', attributes: { a: 1 } }),
        'REGISTRY_ANSWER_MALFORMED',
      ],
      [
        'one that gives a list as attributes',
        (id: string) => ({ id, state: 'active', attributes: [] }),
        'REGISTRY_ANSWER_MALFORMED',
      ],
      [
        'one that gives an unreadable window',
        (id: string) => ({
          id,
          state: 'active',
          attributes: {},
          batch: { id: 'b', notAfter: Number.NaN },
        }),
        'REGISTRY_ANSWER_MALFORMED',
      ],
    ] as const) {
      it(`${what}: DENY_ERROR ${code}`, async () => {
        expect(await judge(answering(find))).to.equal(`DENY_ERROR ${code}`);
      });
    }
  });

  it('quotes no more than 64 characters of a serial number', async () => {
    const asked = anEvent({ serialNumber: 'x'.repeat(4_000), clientId: 'x' });
    expect(detailOf(await decide([listed({}), known], asked))).to.have.length.below(100);
  });

  it('mistake I: a mistyped registry falls through to nothing', () => {
    // There is no registry to fall back on: without one the hook does not compose.
    expect(faultOf(() => composeHook(defineHook([known])))).to.match(
      /^PORT_MISSING: .*DeviceRegistry/,
    );
  });

  it('refuses options without the name of the parameter', () => {
    const make = registeredDevice as (options?: unknown) => unknown;
    expect(faultOf(() => make())).to.match(/^OPTION_INVALID: .*"serialNumber"/);
    expect(faultOf(() => make({ serialNumber: '' }))).to.match(/^OPTION_INVALID: .*not empty/);
    expect(faultOf(() => make({ serial: 'SerialNumber' }))).to.match(/^OPTION_UNKNOWN: /);
    expect(known.parameters).to.deep.equal(['SerialNumber']);
  });
});
