import { expect } from 'chai';
import { readThing } from '../../dist/aws-iot/read-thing.js';
import { certificateId, codeOf } from './asking.js';

const a = certificateId('aa');
const b = certificateId('bb');
const name = 'SN-0001';
const arn = (id: string) => `arn:aws:iot:us-east-1:123456789012:cert/${id}`;
const described = (certificate: string, status: unknown = 'ACTIVE') => ({
  certificateDescription: { certificateId: certificate, status },
});

/** What is read when AWS IoT answers so; by protocol it would not, and no server of the protocol does. */
const read = (
  principals: unknown,
  certificate: object = described(a),
  thing: object = { thingName: name },
) =>
  codeOf(
    readThing(
      name,
      {
        describeThing: async () => thing,
        listThingPrincipals: async () => ({ principals }),
        describeCertificate: async () => certificate,
      },
      10,
    ),
  );

describe('an answer of AWS IoT that makes no sense', () => {
  it('is not read as a thing without certificates', async () => {
    for (const principals of [undefined, null, 'none', {}, [1], [null], [arn(a.toUpperCase())]]) {
      expect(await read(principals), String(principals)).to.equal('THING_REGISTRY_UNAVAILABLE');
    }
  });

  it('is not read as an inactive certificate', async () => {
    for (const certificate of [
      {},
      { certificateDescription: null },
      described(b, 'INACTIVE'),
      described(a, null),
      described(a, 'active'),
      described(a, ['INACTIVE']),
    ]) {
      expect(await read([arn(a)], certificate)).to.equal('THING_REGISTRY_UNAVAILABLE');
    }
  });

  it('is not read as another thing', async () => {
    for (const thing of [{}, { thingName: 'sn-0001' }, { thingName: [name] }]) {
      expect(await read([], described(a), thing)).to.equal('THING_REGISTRY_UNAVAILABLE');
    }
  });

  it('is told from one that does, in every partition', async () => {
    const answer = { name, activeCertificateIds: [a] };
    for (const partition of ['aws', 'aws-cn', 'aws-us-gov']) {
      const principal = `arn:${partition}:iot:cn-north-1:123456789012:cert/${a}`;
      expect(await read([principal])).to.deep.equal({ answer });
    }
  });
});
