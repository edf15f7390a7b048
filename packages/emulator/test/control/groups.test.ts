import {
  AddThingToThingGroupCommand,
  CreateBillingGroupCommand,
  CreateThingCommand,
  CreateThingGroupCommand,
  CreateThingTypeCommand,
  DeleteThingGroupCommand,
  DescribeBillingGroupCommand,
  DescribeThingGroupCommand,
  DescribeThingTypeCommand,
  InvalidRequestException,
  ListThingGroupsCommand,
  ListThingGroupsForThingCommand,
  ListThingsInThingGroupCommand,
  ListThingTypesCommand,
  RemoveThingFromThingGroupCommand,
  ResourceNotFoundException,
  VersionConflictException,
} from '@aws-sdk/client-iot';
import { expect } from 'chai';
import { type ControlBench, refusalOf, startControlBench } from './control-bench.js';

const arnOf = (kind: string, name: string) => `arn:aws:iot:eu-north-1:123456789012:${kind}/${name}`;

describe('groups and types, by the AWS SDK', () => {
  let bench: ControlBench;
  let creationDate: Date;
  beforeEach(async () => {
    bench = await startControlBench();
    creationDate = new Date(bench.clock.now());
  });
  afterEach(() => bench[Symbol.asyncDispose]());

  const createGroup = (thingGroupName: string) =>
    bench.client.send(new CreateThingGroupCommand({ thingGroupName }));

  it('have an id that the same call gives again', async () => {
    const { thingGroupId, thingGroupArn } = await createGroup('north');
    expect(thingGroupArn).to.equal(arnOf('thinggroup', 'north'));
    expect((await createGroup('north')).thingGroupId).to.equal(thingGroupId);
    const { $metadata: _, ...described } = await bench.client.send(
      new DescribeThingGroupCommand({ thingGroupName: 'north' }),
    );
    expect(described).to.deep.equal({
      thingGroupName: 'north',
      thingGroupId,
      thingGroupArn,
      version: 1,
      thingGroupProperties: {},
      thingGroupMetadata: { rootToParentThingGroups: [], creationDate },
    });
  });

  it('are thing types, too', async () => {
    const { thingTypeId, thingTypeArn } = await bench.client.send(
      new CreateThingTypeCommand({
        thingTypeName: 'sensor',
        thingTypeProperties: { thingTypeDescription: 'It senses' },
      }),
    );
    await bench.client.send(new CreateThingTypeCommand({ thingTypeName: 'actor' }));
    const { $metadata: _, ...described } = await bench.client.send(
      new DescribeThingTypeCommand({ thingTypeName: 'sensor' }),
    );
    expect(described).to.deep.equal({
      thingTypeName: 'sensor',
      thingTypeId,
      thingTypeArn,
      thingTypeProperties: {},
      thingTypeMetadata: { deprecated: false, creationDate },
    });
    const namesOf = async (input: ListThingTypesCommand['input']) => {
      const { thingTypes = [] } = await bench.client.send(new ListThingTypesCommand(input));
      return thingTypes.map(({ thingTypeName }) => thingTypeName);
    };
    expect(await namesOf({})).to.deep.equal(['actor', 'sensor']);
    expect(await namesOf({ thingTypeName: 'sensor' })).to.deep.equal(['sensor']);
  });

  it('are billing groups, too', async () => {
    const { billingGroupId, billingGroupArn } = await bench.client.send(
      new CreateBillingGroupCommand({ billingGroupName: 'north' }),
    );
    const { $metadata: _, ...described } = await bench.client.send(
      new DescribeBillingGroupCommand({ billingGroupName: 'north' }),
    );
    expect(described).to.deep.equal({
      billingGroupName: 'north',
      billingGroupId,
      billingGroupArn,
      version: 1,
      billingGroupProperties: {},
      billingGroupMetadata: { creationDate },
    });
  });

  it('are not found where there are none', async () => {
    for (const call of [
      bench.client.send(new DescribeThingGroupCommand({ thingGroupName: 'north' })),
      bench.client.send(new DescribeThingTypeCommand({ thingTypeName: 'north' })),
      bench.client.send(new DescribeBillingGroupCommand({ billingGroupName: 'north' })),
      bench.client.send(new ListThingsInThingGroupCommand({ thingGroupName: 'north' })),
      bench.client.send(new ListThingGroupsForThingCommand({ thingName: 'north' })),
    ]) {
      expect(await refusalOf(call)).to.be.instanceOf(ResourceNotFoundException);
    }
  });

  it('are listed by prefix, page by page', async () => {
    for (const name of ['south', 'north-b', 'north-a', 'north-c']) await createGroup(name);
    const list = async (nextToken?: string) => {
      const page = await bench.client.send(
        new ListThingGroupsCommand({
          namePrefixFilter: 'north',
          maxResults: 2,
          ...(nextToken && { nextToken }),
        }),
      );
      return [page.thingGroups, page.nextToken] as const;
    };
    const groupOf = (name: string) => ({ groupName: name, groupArn: arnOf('thinggroup', name) });
    const [first, nextToken] = await list();
    expect(first).to.deep.equal([groupOf('north-a'), groupOf('north-b')]);
    expect(await list(nextToken)).to.deep.equal([[groupOf('north-c')], undefined]);
    const { thingGroups } = await bench.client.send(
      new ListThingGroupsCommand({ parentGroup: 'south' }),
    );
    expect(thingGroups).to.deep.equal([]);
  });

  it('do not stand in one another', async () => {
    await createGroup('north');
    const call = bench.client.send(
      new CreateThingGroupCommand({ thingGroupName: 'oslo', parentGroupName: 'north' }),
    );
    expect(await refusalOf(call)).to.be.instanceOf(InvalidRequestException);
  });

  describe('with things in them', () => {
    beforeEach(async () => {
      await createGroup('north');
      await bench.client.send(new CreateThingCommand({ thingName: 'SN-0001' }));
    });

    const add = (input: AddThingToThingGroupCommand['input']) =>
      bench.client.send(new AddThingToThingGroupCommand(input));
    const thingsIn = async () => {
      const command = new ListThingsInThingGroupCommand({ thingGroupName: 'north' });
      return (await bench.client.send(command)).things;
    };

    it('hold each once, named or by ARN', async () => {
      await add({ thingGroupName: 'north', thingName: 'SN-0001' });
      await add({
        thingGroupArn: arnOf('thinggroup', 'north'),
        thingArn: arnOf('thing', 'SN-0001'),
      });
      expect(await thingsIn()).to.deep.equal(['SN-0001']);
      const { thingGroups } = await bench.client.send(
        new ListThingGroupsForThingCommand({ thingName: 'SN-0001' }),
      );
      expect(thingGroups).to.deep.equal([
        { groupName: 'north', groupArn: arnOf('thinggroup', 'north') },
      ]);
    });

    it('lose one, and go without taking it with them', async () => {
      const pair = { thingGroupName: 'north', thingName: 'SN-0001' };
      await add(pair);
      await bench.client.send(new RemoveThingFromThingGroupCommand(pair));
      expect(await thingsIn()).to.deep.equal([]);
      await add(pair);
      const later = new DeleteThingGroupCommand({ thingGroupName: 'north', expectedVersion: 2 });
      expect(await refusalOf(bench.client.send(later))).to.be.instanceOf(VersionConflictException);
      await bench.client.send(new DeleteThingGroupCommand({ thingGroupName: 'north' }));
      await bench.client.send(new DeleteThingGroupCommand({ thingGroupName: 'north' }));
      expect(bench.account.store.things.count()).to.equal(1);
      expect(bench.account.store.groupThings.leftsOf('SN-0001')).to.deep.equal([]);
    });

    it('take what is there, and said clearly', async () => {
      const notThere = [
        { thingGroupName: 'north', thingName: 'SN-0002' },
        { thingGroupName: 'south', thingName: 'SN-0001' },
      ];
      for (const input of notThere) {
        expect(await refusalOf(add(input))).to.be.instanceOf(ResourceNotFoundException);
      }
      const unclear = [
        { thingGroupName: 'north' },
        { thingGroupName: 'north', thingName: 'SN-0001', thingArn: arnOf('thing', 'SN-0002') },
        { thingGroupName: 'north', thingArn: arnOf('thinggroup', 'SN-0001') },
      ];
      for (const input of unclear) {
        expect(await refusalOf(add(input))).to.be.instanceOf(InvalidRequestException);
      }
      expect(await thingsIn()).to.deep.equal([]);
    });
  });
});
