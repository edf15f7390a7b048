import { composeHook, defineHook } from '@gangway/composition';
import type { Certificate, GeneralName, PreProvisioningEvent } from '@gangway/core';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { expressionOverrides } from '@gangway/plugins/expression-overrides';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';
import { anEvent, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { decide, detailOf, faultOf, reading, verdictOf } from '../deciding.js';

type Options = Parameters<typeof expressionOverrides>[0];

/** What one expression gives for an event, or the verdict. */
async function given(
  expression: string,
  event: PreProvisioningEvent,
  shown: Partial<Certificate> = {},
): Promise<string | undefined> {
  const decision = await decide(
    [eventIntegrity(), expressionOverrides({ values: { Value: expression } })],
    event,
    { replace: [reading(() => shown)] },
  );
  return decision.outcome === 'ALLOW' ? decision.parameterOverrides.Value : verdictOf(decision);
}

const decideListed = (options: Options, attributes: Readonly<Record<string, string>>) =>
  decide(
    [
      staticDeviceRegistry({ devices: [{ id: 'SN-0001', attributes }] }),
      registeredDevice({ serialNumber: 'SerialNumber' }),
      expressionOverrides(options),
    ],
    anEvent(),
  );

const missing = 'DENY_POLICY EXPRESSION_PART_MISSING';
const unfit = 'DENY_POLICY EXPRESSION_VALUE_UNFIT';
const commonNames = (...values: readonly string[]) => ({
  subject: {
    attributes: values.map((value) => ({ type: '2.5.4.3', name: 'CN', value })),
    hex: '3000',
  },
});

describe('expression-overrides', () => {
  it('gives what its references find in the request and its certificate', async () => {
    const certificate = await makeCertificate({
      subject: 'CN=SN-0001,OU=first',
      issuer: 'CN=Factory,O=Acme',
      serialNumber: '0abc',
      notBefore: new Date('2025-01-01T00:00:00Z'),
      notAfter: new Date('2049-12-31T23:59:59Z'),
    });
    const event = anEvent({
      certificate,
      clientId: 'client-1',
      parameters: { Site: 'Oslo', 'site name': 'Grünerløkka' },
    });
    for (const [expression, value] of [
      ['Oslo', 'Oslo'],
      ['${parameters.Site}-${certificate.subject.CN}', 'Oslo-SN-0001'],
      ['${parameters["site name"]}', 'Grünerløkka'],
      ['${certificate.subject["2.5.4.11"]}', 'first'],
      ['${certificate.issuer.O}', 'Acme'],
      ['${certificate.serialNumber}', '0abc'],
      ['${certificate.notBefore}', '2025-01-01T00:00:00.000Z'],
      ['${certificate.notAfter}', '2049-12-31T23:59:59.000Z'],
      ['${certificateId}', event.certificateId],
      ['${claimCertificateId}', event.claimCertificateId],
      ['${clientId}', 'client-1'],
      ['${template.name}', 'first-fleet'],
      ['${template.region}', 'us-east-1'],
      ['${template.accountId}', '123456789012'],
      ['${template.arn}', event.templateArn],
      ['${!clientId} is ${clientId}', '${clientId} is client-1'],
    ] as const) {
      expect(await given(expression, event), expression).to.equal(value);
    }
    expect(await given('${certificate.publicKeyHash}', event)).to.match(/^[0-9a-f]{64}$/);
  });

  it('gives the one name of a kind beside the subject, and none of two', async () => {
    const named = (...subjectAltName: readonly GeneralName[]) =>
      given('${certificate.subjectAltName.dNSName}', anEvent(), { subjectAltName });
    const dns = (value: string): GeneralName => ({ kind: 'dNSName', value });
    const uri: GeneralName = { kind: 'uniformResourceIdentifier', value: 'urn:x' };
    expect(await named(uri, dns('a.example'))).to.equal('a.example');
    expect(await named(dns('a.example'), dns('b.example'))).to.equal(missing);
    expect(await named(uri)).to.equal(missing);
    expect(await given('${certificate.subjectAltName.dNSName}', anEvent())).to.equal(missing);
  });

  it('gives none of two common names, nor an empty one', async () => {
    const cn = '${certificate.subject.CN}';
    expect(await given(cn, anEvent(), commonNames('SN-0001'))).to.equal('SN-0001');
    for (const names of [[], [''], ['SN-0001', 'SN-0002']]) {
      expect(await given(cn, anEvent(), commonNames(...names)), `${names}`).to.equal(missing);
    }
  });

  it('holds what a certificate says to visible characters, as parameters are', async () => {
    for (const name of ['SN\n1', 'SN\u202e1', 'SN\u200b1', 'SN\u00001']) {
      const value = await given('${certificate.subject.CN}', anEvent(), commonNames(name));
      expect(value, JSON.stringify(name)).to.equal(unfit);
    }
  });

  it('gives no moment of a certificate that no calendar has', async () => {
    const validity = { notBefore: 0, notAfter: Number.MAX_VALUE };
    expect(await given('${certificate.notAfter}', anEvent(), { validity })).to.equal(missing);
  });

  it("gives what the device's record has", async () => {
    const values = { Label: '${device.id}/${device.attributes.site}' };
    const decision = await decideListed({ values }, { site: 'Oslo' });
    expect(decision).to.have.deep.property('parameterOverrides', { Label: 'SN-0001/Oslo' });
  });

  it('says no by a check, before any value is given, and tells the part without its neighbours', async () => {
    const values = { Zone: '${device.id}', Label: '${device.attributes.key}-${parameters.Site}' };
    const decision = await decideListed({ values }, { key: 'canary' });
    expect(verdictOf(decision)).to.equal(missing);
    expect(detailOf(decision)).to.equal(
      '"Label": parameters.Site is absent, empty or there more than once',
    );
    expect(decision.trace.at(-1)?.name).to.equal('values-composable');
    expect(JSON.stringify(decision)).not.to.include('canary');
  });

  it('leaves out the key of which a part is missing, when told to', async () => {
    const values = { Zone: '${device.attributes.zone}', Label: '${device.id}-${parameters.Site}' };
    const decision = await decideListed({ values, missing: 'skip' }, { zone: '1' });
    expect(decision).to.have.deep.property('parameterOverrides', { Zone: '1' });
  });

  it('denies a value that is too long also where missing parts are left out', async () => {
    const sent = 'x'.repeat(4_096);
    const decision = await decide(
      [
        eventIntegrity(),
        expressionOverrides({ values: { Label: '-${parameters.Site}' }, missing: 'skip' }),
      ],
      anEvent({ parameters: { Site: sent } }),
    );
    expect(verdictOf(decision)).to.equal(unfit);
    expect(detailOf(decision)).to.equal('"Label": it has over 4096 characters');
  });

  it('permits nobody by itself', async () => {
    const decision = await decide([expressionOverrides({ values: { Site: 'Oslo' } })], anEvent());
    expect(verdictOf(decision)).to.equal('DENY_POLICY NO_PERMIT');
  });

  it('tells the parameters that it reads and the keys that it sets', () => {
    const values = {
      Label: '${parameters.Site}-${parameters["b c"]}-${parameters.Site}',
      Zone: '${device.attributes.parameters}',
    };
    const hook = composeHook(
      defineHook([
        staticDeviceRegistry({ devices: [] }),
        registeredDevice({ serialNumber: 'SerialNumber' }),
        expressionOverrides({ values }),
      ]),
    );
    const { overrideKeys, parameters } = hook.describe();
    expect(overrideKeys).to.deep.equal(['Label', 'Zone']);
    expect(expressionOverrides({ values: { Label: values.Label } }).parameters).to.deep.equal([
      'Site',
      'b c',
    ]);
    expect(parameters).to.have.members(['SerialNumber', 'Site', 'b c']);
  });

  it('needs the device only where an expression refers to it', () => {
    const hookOf = (expression: string) =>
      defineHook([eventIntegrity(), expressionOverrides({ values: { Value: expression } })]);
    expect(faultOf(() => composeHook(hookOf('${parameters.device}')))).to.equal('none');
    expect(faultOf(() => composeHook(hookOf('${device.id}')))).to.match(
      /^FACT_WITHOUT_GIVER: .*device-record/,
    );
  });

  it('refuses what is no expression, with its place, and keys of AWS IoT', () => {
    const make = expressionOverrides as (options?: unknown) => unknown;
    for (const [options, fault] of [
      [{}, /^OPTION_INVALID: .*"values"/],
      [{ values: {} }, /^OPTION_INVALID: .*at least one/],
      [{ values: { Site: '' } }, /^OPTION_INVALID: .*"values\.Site": an expression is not empty/],
      [
        { values: { Site: '${paramters.Site}' } },
        /^OPTION_INVALID: .*"values\.Site": at character 3: nothing is called "paramters": did you mean "parameters"\?$/,
      ],
      [{ values: { Site: 1 } }, /^OPTION_INVALID: .*"values\.Site"/],
      [{ values: { Site: '\ud800' } }, /^OPTION_INVALID: .*well-formed/],
      [{ values: { Site: 'x'.repeat(4_097) } }, /^OPTION_INVALID: .*"values\.Site"/],
      [{ values: { 'AWS::Region': 'x' } }, /^OPTION_INVALID: .*belong to AWS IoT/],
      [{ values: { constructor: 'x' } }, /^OPTION_INVALID: .*"values"/],
      [{ values: { Site: 'x' }, missing: 'ignore' }, /^OPTION_INVALID: .*"missing"/],
      [{ value: { Site: 'x' } }, /^OPTION_UNKNOWN: .*"values"\?/],
    ] as const) {
      expect(
        faultOf(() => make(options)),
        JSON.stringify(options),
      ).to.match(fault);
    }
  });
});
