import { composeHook, defineHook } from '@gangway/composition';
import type { Decision, Plugin } from '@gangway/core';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { registryOverrides } from '@gangway/plugins/registry-overrides';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';
import { staticOverrides } from '@gangway/plugins/static-overrides';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { decide, detailOf, faultOf, verdictOf } from './deciding.js';

const givenBy = (decision: Decision) =>
  decision.outcome === 'ALLOW' ? decision.parameterOverrides : verdictOf(decision);

describe('static-overrides', () => {
  it('gives its values to a permitted device', async () => {
    const values = { Site: 'Oslo', Fleet: 'first' };
    const decision = await decide([eventIntegrity(), staticOverrides({ values })], anEvent());
    expect(givenBy(decision)).to.deep.equal(values);
  });

  it('permits nobody by itself', async () => {
    const decision = await decide([staticOverrides({ values: { Site: 'Oslo' } })], anEvent());
    expect(verdictOf(decision)).to.equal('DENY_ERROR NO_CHECKS');
  });

  it('tells its keys', () => {
    const hook = composeHook(defineHook([staticOverrides({ values: { Site: 'Oslo' } })]));
    expect(hook.describe().overrideKeys).to.deep.equal(['Site']);
  });

  it('refuses keys of AWS IoT and values that are no parameter', () => {
    const make = staticOverrides as (options?: unknown) => unknown;
    for (const [options, fault] of [
      [{}, /^OPTION_INVALID: .*"values"/],
      [{ values: {} }, /^OPTION_INVALID: .*at least one/],
      [{ value: { Site: 'Oslo' } }, /^OPTION_UNKNOWN: .*"values"\?/],
      [{ values: { 'AWS::IoT::Certificate::Id': 'x' } }, /^OPTION_INVALID: .*belong to AWS IoT/],
      [{ values: { constructor: 'x' } }, /^OPTION_INVALID: .*"values"/],
      [{ values: { '': 'x' } }, /^OPTION_INVALID: .*not empty/],
      [{ values: { Site: 1 } }, /^OPTION_INVALID: .*"values\.Site"/],
      [{ values: { Site: 'x'.repeat(4_097) } }, /^OPTION_INVALID: .*"values\.Site"/],
      [{ values: { Site: '\ud800' } }, /^OPTION_INVALID: .*well-formed/],
    ] as const) {
      expect(
        faultOf(() => make(options)),
        JSON.stringify(options),
      ).to.match(fault);
    }
  });
});

describe('registry-overrides', () => {
  const devices = [
    { id: 'SN-0001', attributes: { site: 'Oslo', Fleet: 'first' } },
    { id: 'SN-0002', attributes: { Fleet: 'second' } },
  ];
  const decideWith = (overrides: Plugin, serialNumber: string) =>
    decide(
      [
        staticDeviceRegistry({ devices }),
        registeredDevice({ serialNumber: 'SerialNumber' }),
        overrides,
      ],
      anEvent({ serialNumber }),
    );

  it("gives values out of the device's own record, by name or by another name", async () => {
    const sameName = await decideWith(registryOverrides({ keys: ['Fleet'] }), 'SN-0002');
    expect(givenBy(sameName)).to.deep.equal({ Fleet: 'second' });
    const otherName = await decideWith(registryOverrides({ keys: { Site: 'site' } }), 'SN-0001');
    expect(givenBy(otherName)).to.deep.equal({ Site: 'Oslo' });
  });

  it('says no, before any value is given, when the record lacks the attribute', async () => {
    for (const attribute of ['site', 'toString']) {
      const decision = await decideWith(
        registryOverrides({ keys: { Site: attribute } }),
        'SN-0002',
      );
      expect(verdictOf(decision)).to.equal('DENY_POLICY ATTRIBUTE_MISSING');
      expect(detailOf(decision)).to.include('"SN-0002"').and.include(`"${attribute}"`);
      expect(decision.trace.map(({ step }) => step)).not.to.include('overrides');
      expect(decision.trace.at(-1)?.name).to.equal('attributes-present');
    }
  });

  it('permits nobody by having all attributes', async () => {
    const decision = await decideWith(registryOverrides({ keys: ['Fleet'] }), 'SN-0001');
    const step = decision.trace.find(({ name }) => name === 'attributes-present');
    expect(step?.verdict).to.equal('notApplicable');
  });

  it('leaves the key out when told to', async () => {
    const plugin = registryOverrides({ keys: { Site: 'site', Fleet: 'Fleet' }, missing: 'skip' });
    expect(givenBy(await decideWith(plugin, 'SN-0002'))).to.deep.equal({ Fleet: 'second' });
  });

  it('does not compose without the plugin that finds the record', () => {
    const hook = defineHook([eventIntegrity(), registryOverrides({ keys: ['Site'] })]);
    expect(faultOf(() => composeHook(hook))).to.match(/^FACT_WITHOUT_GIVER: .*device-record/);
  });

  it('refuses options that name no key, or a key of AWS IoT', () => {
    const make = registryOverrides as (options?: unknown) => unknown;
    for (const [options, fault] of [
      [undefined, /^OPTION_INVALID: .*"keys"/],
      [{ keys: [] }, /^OPTION_INVALID: .*"keys/],
      [{ keys: {} }, /^OPTION_INVALID: .*"keys/],
      [{ keys: ['AWS::Region'] }, /^OPTION_INVALID: .*"keys/],
      [{ keys: { 'AWS::Region': 'region' } }, /^OPTION_INVALID: .*"keys/],
      [{ keys: ['Site'], missing: 'ignore' }, /^OPTION_INVALID: .*"missing"/],
      [{ key: ['Site'] }, /^OPTION_UNKNOWN: .*"keys"\?/],
    ] as const) {
      expect(
        faultOf(() => make(options)),
        JSON.stringify(options),
      ).to.match(fault);
    }
  });
});
