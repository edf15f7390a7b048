import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DeleteConflictException,
  DeletePolicyCommand,
  DescribeEndpointCommand,
  DetachPolicyCommand,
  GetPolicyCommand,
  InvalidRequestException,
  LimitExceededException,
  ListAttachedPoliciesCommand,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
  MalformedPolicyException,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-iot';
import { expect } from 'chai';
import { type ControlBench, certificateIn, refusalOf, startControlBench } from './control-bench.js';

const policyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'iot:Connect', Resource: '*' }],
});
const policyArn = 'arn:aws:iot:eu-north-1:123456789012:policy/device';

describe('policies, by the AWS SDK', () => {
  let bench: ControlBench;
  beforeEach(async () => {
    bench = await startControlBench();
  });
  afterEach(() => bench[Symbol.asyncDispose]());

  const create = (policyName = 'device', document = policyDocument) =>
    bench.client.send(new CreatePolicyCommand({ policyName, policyDocument: document }));

  it('are got as they were created', async () => {
    expect(await create()).to.include({ policyArn, policyVersionId: '1', policyDocument });
    const { $metadata: _, ...policy } = await bench.client.send(
      new GetPolicyCommand({ policyName: 'device' }),
    );
    const creationDate = new Date(bench.clock.now());
    expect(policy).to.deep.equal({
      policyName: 'device',
      policyArn,
      policyDocument,
      defaultVersionId: '1',
      creationDate,
      lastModifiedDate: creationDate,
    });
  });

  it('are not made twice', async () => {
    await create();
    expect(await refusalOf(create())).to.be.instanceOf(ResourceAlreadyExistsException);
  });

  const malformed = [
    '{',
    '[]',
    '{}',
    '{"Statement":[{"Effect":"Perhaps"}]}',
    JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'x'.repeat(2_048) }] }),
  ];
  for (const document of malformed) {
    it(`are not made of ${document.slice(0, 40)}`, async () => {
      expect(await refusalOf(create('device', document))).to.be.instanceOf(
        MalformedPolicyException,
      );
      expect(bench.account.store.policies.count()).to.equal(0);
    });
  }

  it('may have more white space than their limit', async () => {
    await create('device', policyDocument.padEnd(4_096));
    expect(bench.account.store.policies.count()).to.equal(1);
  });

  it('are listed by when they were made', async () => {
    for (const name of ['b', 'c', 'a']) {
      await create(name);
      bench.clock.advance(1);
    }
    const list = async (ascendingOrder: boolean) => {
      const command = new ListPoliciesCommand({ ascendingOrder });
      const { policies = [] } = await bench.client.send(command);
      return policies.map(({ policyName }) => policyName).join('');
    };
    expect(await list(true)).to.equal('bca');
    expect(await list(false)).to.equal('acb');
  });

  describe('and certificates', () => {
    let target: string;
    beforeEach(async () => {
      await create();
      target = `arn:aws:iot:eu-north-1:123456789012:cert/${await certificateIn(bench.account)}`;
    });

    const attach = (policyName = 'device', arn = target) =>
      bench.client.send(new AttachPolicyCommand({ policyName, target: arn }));

    it('are attached, listed from both sides, and detached', async () => {
      await attach();
      await attach();
      const listAttached = async () => {
        const command = new ListAttachedPoliciesCommand({ target });
        return (await bench.client.send(command)).policies;
      };
      expect(await listAttached()).to.deep.equal([{ policyName: 'device', policyArn }]);
      const { targets } = await bench.client.send(
        new ListTargetsForPolicyCommand({ policyName: 'device' }),
      );
      expect(targets).to.deep.equal([target]);
      await bench.client.send(new DetachPolicyCommand({ policyName: 'device', target }));
      expect(await listAttached()).to.deep.equal([]);
    });

    it('are both there, and the target is a certificate', async () => {
      const unknown = target.replace(/[0-9a-f]{64}/, 'ab'.repeat(32));
      expect(await refusalOf(attach('other'))).to.be.instanceOf(ResourceNotFoundException);
      expect(await refusalOf(attach('device', unknown))).to.be.instanceOf(
        ResourceNotFoundException,
      );
      const group = 'arn:aws:iot:eu-north-1:123456789012:thinggroup/north';
      expect(await refusalOf(attach('device', group))).to.be.instanceOf(InvalidRequestException);
    });

    it('are ten on one at most', async () => {
      for (let count = 0; count < 10; count += 1) {
        await create(`policy-${count}`);
        await attach(`policy-${count}`);
      }
      expect(await refusalOf(attach())).to.be.instanceOf(LimitExceededException);
      await attach('policy-0');
    });

    it('stay while they are attached', async () => {
      const remove = () => bench.client.send(new DeletePolicyCommand({ policyName: 'device' }));
      await attach();
      expect(await refusalOf(remove())).to.be.instanceOf(DeleteConflictException);
      await bench.client.send(new DetachPolicyCommand({ policyName: 'device', target }));
      await remove();
      expect(await refusalOf(remove())).to.be.instanceOf(ResourceNotFoundException);
    });
  });
});

describe('the endpoint of devices, by the AWS SDK', () => {
  it('is where MQTT is served, and there is none for jobs', async () => {
    await using bench = await startControlBench({ endpoint: () => '127.0.0.1:18883' });
    const describeEndpoint = (endpointType?: string) =>
      bench.client.send(new DescribeEndpointCommand({ ...(endpointType && { endpointType }) }));
    expect(await describeEndpoint('iot:Data-ATS')).to.include({
      endpointAddress: '127.0.0.1:18883',
    });
    expect(await describeEndpoint()).to.include({ endpointAddress: '127.0.0.1:18883' });
    expect(await refusalOf(describeEndpoint('iot:Jobs'))).to.be.instanceOf(InvalidRequestException);
  });
});
