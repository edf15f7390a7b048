import { expect } from 'chai';
import { type Desk, dump, makeDesk, putNamed, putTemplate, refusalOf } from './desk.js';
import { thingTemplate } from './templates.js';

// https://docs.aws.amazon.com/iot/latest/developerguide/provision-template.html#override-settings

const conflict = {
  statusCode: 409,
  errorCode: 'ResourceConflictsException',
  errorMessage: 'The resource exists already.',
};

async function register({ create, register }: Desk): Promise<unknown> {
  const { certificateOwnershipToken } = await create();
  return register({ certificateOwnershipToken, parameters: { SerialNumber: 'SN-0001' } });
}

/** A thing with a type, two attributes and two groups, that a second device is about to register as. */
async function withThing(properties: object, overrides?: object): Promise<Desk> {
  const desk = await makeDesk({
    body: thingTemplate({
      ThingTypeName: 'pump',
      AttributePayload: { site: 'Oslo', floor: '1' },
      ThingGroups: ['all', 'old'],
      BillingGroup: 'first',
    }),
  });
  putNamed(desk.store, 'thingTypes', 'pump', 'valve');
  putNamed(desk.store, 'thingGroups', 'all', 'old', 'new');
  putNamed(desk.store, 'billingGroups', 'first', 'second');
  await register(desk);
  putTemplate(desk.store, 'first-fleet', thingTemplate(properties, overrides));
  return desk;
}

const seen = ({ store }: Desk) => {
  const thing = store.things.get('SN-0001');
  return {
    type: thing?.thingTypeName,
    billingGroup: thing?.billingGroupName,
    attributes: { ...thing?.attributes },
    groups: store.groupThings.leftsOf('SN-0001'),
    version: thing?.version,
    certificates: store.thingCertificates.rightsOf('SN-0001').length,
  };
};

const asItWas = {
  type: 'pump',
  billingGroup: 'first',
  attributes: { site: 'Oslo', floor: '1' },
  groups: ['all', 'old'],
  version: 1,
  certificates: 2,
};
const other = {
  ThingTypeName: 'valve',
  AttributePayload: { site: 'Rome', door: '2' },
  ThingGroups: ['all', 'new'],
  BillingGroup: 'second',
};

describe('OverrideSettings of a thing that exists', () => {
  const cases: readonly [string, object | undefined, object][] = [
    ['nothing said: it is left as it is', undefined, {}],
    [
      'DO_NOTHING',
      { AttributePayload: 'DO_NOTHING', ThingTypeName: 'DO_NOTHING', ThingGroups: 'DO_NOTHING' },
      {},
    ],
    [
      'AttributePayload REPLACE',
      { AttributePayload: 'REPLACE' },
      { attributes: { site: 'Rome', door: '2' }, version: 2 },
    ],
    [
      'AttributePayload MERGE',
      { AttributePayload: 'MERGE' },
      { attributes: { site: 'Rome', floor: '1', door: '2' }, version: 2 },
    ],
    ['ThingTypeName REPLACE', { ThingTypeName: 'REPLACE' }, { type: 'valve', version: 2 }],
    ['ThingGroups REPLACE', { ThingGroups: 'REPLACE' }, { groups: ['all', 'new'] }],
    ['ThingGroups MERGE', { ThingGroups: 'MERGE' }, { groups: ['all', 'new', 'old'] }],
    [
      'all of them',
      { AttributePayload: 'REPLACE', ThingTypeName: 'REPLACE', ThingGroups: 'REPLACE' },
      {
        attributes: { site: 'Rome', door: '2' },
        type: 'valve',
        groups: ['all', 'new'],
        version: 2,
      },
    ],
  ];
  for (const [name, overrides, changed] of cases) {
    it(`${name}`, async () => {
      const desk = await withThing(other, overrides);
      await register(desk);
      expect(seen(desk)).to.deep.equal({ ...asItWas, ...changed });
    });
  }

  it('REPLACE and MERGE change nothing where the template gives nothing', async () => {
    const desk = await withThing(
      {},
      { AttributePayload: 'REPLACE', ThingTypeName: 'REPLACE', ThingGroups: 'REPLACE' },
    );
    await register(desk);
    expect(seen(desk)).to.deep.equal(asItWas);
  });

  for (const property of ['AttributePayload', 'ThingTypeName', 'ThingGroups']) {
    it(`${property} FAIL refuses, and writes nothing`, async () => {
      const desk = await withThing(other, { [property]: 'FAIL' });
      const { certificateOwnershipToken } = await desk.create();
      const before = dump(desk.store);
      const call = desk.register({
        certificateOwnershipToken,
        parameters: { SerialNumber: 'SN-0001' },
      });
      expect(await refusalOf(call)).to.deep.equal(conflict);
      expect(desk.reason()).to.equal(
        `RESOURCE_CONFLICT: the thing exists, and ${property} says FAIL`,
      );
      expect(dump(desk.store)).to.deep.equal(before);
    });
  }

  it('FAIL lets one of two devices that come at once have a name', async () => {
    const desk = await makeDesk({ body: thingTemplate({}, { AttributePayload: 'FAIL' }) });
    const outcomes = await Promise.all([register(desk), refusalOf(register(desk))]);
    expect(outcomes).to.deep.equal([
      { deviceConfiguration: { Site: 'nowhere' }, thingName: 'SN-0001' },
      conflict,
    ]);
    expect(seen(desk).certificates).to.equal(1);
  });
});

describe('what a thing needs', () => {
  const missing = { statusCode: 400, errorCode: 'ResourceRegistrationFailure' };
  const cases: readonly [string, object, RegExp][] = [
    [
      'a thing type that exists',
      { ThingTypeName: 'none' },
      /^RESOURCE_MISSING: there is no thing type "none"/,
    ],
    [
      'groups that exist',
      { ThingGroups: ['all', 'none'] },
      /^RESOURCE_MISSING: there is no thing group "none"/,
    ],
    [
      'a billing group that exists',
      { BillingGroup: 'none' },
      /^RESOURCE_MISSING: there is no billing group "none"/,
    ],
    [
      'a type for more than three attributes',
      { AttributePayload: { a: '1', b: '2', c: '3', d: '4' } },
      /^THING_INVALID: it would have 4 attributes/,
    ],
  ];
  for (const [name, properties, reason] of cases) {
    it(`is ${name}`, async () => {
      const desk = await makeDesk({ body: thingTemplate(properties) });
      putNamed(desk.store, 'thingGroups', 'all');
      const told = await refusalOf(register(desk));
      expect(told).to.deep.include(missing);
      expect(desk.reason()).to.match(reason);
      expect(desk.store.things.count()).to.equal(0);
      expect(desk.store.groupThings.rightsOf('all')).to.deep.equal([]);
    });
  }

  it('is room: by MERGE it is in ten groups at most', async () => {
    const names = (from: number) => Array.from({ length: 6 }, (_, index) => `g${from + index}`);
    const desk = await makeDesk({ body: thingTemplate({ ThingGroups: names(10) }) });
    putNamed(desk.store, 'thingGroups', ...names(10), ...names(20));
    await register(desk);
    const overrides = { ThingGroups: 'MERGE' };
    putTemplate(desk.store, 'first-fleet', thingTemplate({ ThingGroups: names(20) }, overrides));
    expect(await refusalOf(register(desk))).to.deep.include(missing);
    expect(seen(desk).groups).to.deep.equal(names(10));
  });
});
