import {
  AttachThingPrincipalCommand,
  CreateBillingGroupCommand,
  CreateThingCommand,
  type CreateThingCommandInput,
  CreateThingTypeCommand,
  DeleteThingCommand,
  DescribeThingCommand,
  DetachThingPrincipalCommand,
  InvalidRequestException,
  ListPrincipalThingsCommand,
  ListThingPrincipalsCommand,
  ListThingsCommand,
  type ListThingsCommandInput,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
  UpdateThingCommand,
  VersionConflictException,
} from '@aws-sdk/client-iot';
import { expect } from 'chai';
import { type ControlBench, certificateIn, refusalOf, startControlBench } from './control-bench.js';

const thingName = 'SN-0001';
const thingArn = `arn:aws:iot:eu-north-1:123456789012:thing/${thingName}`;
const arnOfCertificate = (id: string) => `arn:aws:iot:eu-north-1:123456789012:cert/${id}`;

describe('things, by the AWS SDK', () => {
  let bench: ControlBench;
  beforeEach(async () => {
    bench = await startControlBench();
  });
  afterEach(() => bench[Symbol.asyncDispose]());

  const create = (input: Partial<CreateThingCommandInput> = {}) =>
    bench.client.send(new CreateThingCommand({ thingName, ...input }));
  const describeThing = async () => {
    const { $metadata: _, ...thing } = await bench.client.send(
      new DescribeThingCommand({ thingName }),
    );
    return thing;
  };
  const update = (input: Omit<UpdateThingCommand['input'], 'thingName'>) =>
    bench.client.send(new UpdateThingCommand({ thingName, ...input }));

  it('are described as they were created', async () => {
    await bench.client.send(new CreateThingTypeCommand({ thingTypeName: 'sensor' }));
    await bench.client.send(new CreateBillingGroupCommand({ billingGroupName: 'north' }));
    const { thingId } = await create({
      thingTypeName: 'sensor',
      billingGroupName: 'north',
      attributePayload: { attributes: { site: 'Oslo', rack: '' } },
    });
    expect(await describeThing()).to.deep.equal({
      defaultClientId: thingName,
      thingName,
      thingId,
      thingArn,
      thingTypeName: 'sensor',
      billingGroupName: 'north',
      attributes: { site: 'Oslo' },
      version: 1,
    });
  });

  it('are made twice by the same call, and not by another', async () => {
    const attributePayload = { attributes: { site: 'Oslo' } };
    const { thingId } = await create({ attributePayload });
    expect((await create({ attributePayload })).thingId).to.equal(thingId);
    const error = await refusalOf(create());
    expect(error).to.be.instanceOf(ResourceAlreadyExistsException);
    expect(error).to.include({ resourceArn: thingArn, resourceId: thingId });
    expect(await describeThing()).to.deep.include({ attributes: { site: 'Oslo' }, version: 1 });
  });

  it('need their type and their billing group', async () => {
    expect(await refusalOf(create({ thingTypeName: 'sensor' }))).to.be.instanceOf(
      ResourceNotFoundException,
    );
    expect(await refusalOf(create({ billingGroupName: 'north' }))).to.be.instanceOf(
      ResourceNotFoundException,
    );
    expect(bench.account.store.things.count()).to.equal(0);
  });

  it('have three attributes without a type and fifty with one', async () => {
    const attributesOf = (count: number) => ({
      attributes: Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, 'x'])),
    });
    await bench.client.send(new CreateThingTypeCommand({ thingTypeName: 'sensor' }));
    expect(await refusalOf(create({ attributePayload: attributesOf(4) }))).to.be.instanceOf(
      InvalidRequestException,
    );
    expect(
      await refusalOf(create({ thingTypeName: 'sensor', attributePayload: attributesOf(51) })),
    ).to.be.instanceOf(InvalidRequestException);
    await create({ thingTypeName: 'sensor', attributePayload: attributesOf(50) });
    expect(await refusalOf(update({ removeThingType: true }))).to.be.instanceOf(
      InvalidRequestException,
    );
  });

  for (const [what, name] of [
    ['129 characters', 'x'.repeat(129)],
    ['a slash', 'a/b'],
    ['dots alone', '..'],
    ['a percent sign', '%2e'],
  ] as const) {
    it(`are not called by ${what}`, async () => {
      expect(await refusalOf(create({ thingName: name }))).to.be.instanceOf(Error);
      expect(bench.account.store.things.count()).to.equal(0);
    });
  }

  describe('when they are updated', () => {
    beforeEach(() => create({ attributePayload: { attributes: { site: 'Oslo', rack: '7' } } }));

    it('get new attributes in place of the old', async () => {
      await update({ attributePayload: { attributes: { site: 'Bergen' } } });
      expect(await describeThing()).to.deep.include({ attributes: { site: 'Bergen' }, version: 2 });
    });

    it('get them beside the old when told to merge, and lose one that is empty', async () => {
      await update({ attributePayload: { attributes: { rack: '', row: '2' }, merge: true } });
      expect(await describeThing()).to.deep.include({ attributes: { site: 'Oslo', row: '2' } });
    });

    it('change at the version that was expected alone', async () => {
      await update({ expectedVersion: 1 });
      expect(await refusalOf(update({ expectedVersion: 1 }))).to.be.instanceOf(
        VersionConflictException,
      );
      const remove = (expectedVersion: number) =>
        bench.client.send(new DeleteThingCommand({ thingName, expectedVersion }));
      expect(await refusalOf(remove(1))).to.be.instanceOf(VersionConflictException);
      await remove(2);
      expect(await refusalOf(describeThing())).to.be.instanceOf(ResourceNotFoundException);
    });

    it('get a type and lose it', async () => {
      expect(await refusalOf(update({ thingTypeName: 'sensor' }))).to.be.instanceOf(
        ResourceNotFoundException,
      );
      await bench.client.send(new CreateThingTypeCommand({ thingTypeName: 'sensor' }));
      await update({ thingTypeName: 'sensor' });
      expect(await describeThing()).to.include({ thingTypeName: 'sensor' });
      await update({ removeThingType: true });
      expect(await describeThing()).not.to.have.property('thingTypeName');
    });
  });

  it('are deleted where there are none, and not while they have a principal', async () => {
    const remove = () => bench.client.send(new DeleteThingCommand({ thingName }));
    await remove();
    await create();
    bench.account.store.thingGroups.put('north', { name: 'north', id: 'x', createdAt: 0 });
    bench.account.store.groupThings.add('north', thingName);
    bench.account.store.thingCertificates.add(thingName, 'ab'.repeat(32));
    expect(await refusalOf(remove())).to.be.instanceOf(InvalidRequestException);
    bench.account.store.thingCertificates.remove(thingName, 'ab'.repeat(32));
    await remove();
    expect(bench.account.store.groupThings.rightsOf('north')).to.deep.equal([]);
  });

  describe('in a list', () => {
    beforeEach(async () => {
      await bench.client.send(new CreateThingTypeCommand({ thingTypeName: 'sensor' }));
      for (const [name, site, thingTypeName] of [
        ['c', 'Oslo', 'sensor'],
        ['a', 'Oslo', undefined],
        ['d', 'Oslo-2', 'sensor'],
        ['b', 'Bergen', 'sensor'],
      ] as const) {
        await create({
          thingName: name,
          attributePayload: { attributes: { site } },
          ...(thingTypeName && { thingTypeName }),
        });
      }
    });

    const namesOf = async (input: ListThingsCommandInput = {}) => {
      const { things = [], nextToken } = await bench.client.send(new ListThingsCommand(input));
      return [things.map((thing) => thing.thingName).join(''), nextToken] as const;
    };

    it('stand in the order of their names, page by page', async () => {
      const [first, nextToken] = await namesOf({ maxResults: 3 });
      expect(first).to.equal('abc');
      // What happens between two pages moves nothing.
      await bench.client.send(new DeleteThingCommand({ thingName: 'c' }));
      expect(await namesOf({ maxResults: 3, nextToken })).to.deep.equal(['d', undefined]);
    });

    it('are found by attribute, by prefix, by type, and by several at once', async () => {
      const site = { attributeName: 'site', attributeValue: 'Oslo' };
      expect((await namesOf(site))[0]).to.equal('ac');
      expect((await namesOf({ ...site, usePrefixAttributeValue: true }))[0]).to.equal('acd');
      expect((await namesOf({ thingTypeName: 'sensor' }))[0]).to.equal('bcd');
      expect((await namesOf({ ...site, thingTypeName: 'sensor' }))[0]).to.equal('c');
      expect((await namesOf({ attributeName: 'constructor', attributeValue: 'x' }))[0]).to.equal(
        '',
      );
    });

    it('are not found by half an attribute, nor in pages of 0 or 251', async () => {
      for (const input of [{ attributeName: 'site' }, { maxResults: 0 }, { maxResults: 251 }]) {
        expect(await refusalOf(namesOf(input))).to.be.instanceOf(InvalidRequestException);
      }
    });
  });

  describe('and their principals', () => {
    let principal: string;
    beforeEach(async () => {
      await create();
      principal = arnOfCertificate(await certificateIn(bench.account));
    });

    const attach = (arn: string, name = thingName) =>
      bench.client.send(new AttachThingPrincipalCommand({ thingName: name, principal: arn }));
    const principalsOf = async (input: { maxResults?: number; nextToken?: string } = {}) => {
      const { $metadata: _, ...page } = await bench.client.send(
        new ListThingPrincipalsCommand({ thingName, ...input }),
      );
      return page;
    };

    it('are attached, listed from both sides, and detached', async () => {
      await attach(principal);
      await attach(principal);
      expect(await principalsOf()).to.deep.equal({ principals: [principal] });
      const { things } = await bench.client.send(new ListPrincipalThingsCommand({ principal }));
      expect(things).to.deep.equal([thingName]);
      await bench.client.send(new DetachThingPrincipalCommand({ thingName, principal }));
      expect(await principalsOf()).to.deep.equal({ principals: [] });
    });

    it('are listed page by page', async () => {
      const others = [await certificateIn(bench.account), await certificateIn(bench.account)];
      const all = [principal, ...others.map(arnOfCertificate)].toSorted();
      for (const arn of all) await attach(arn);
      const { principals, nextToken = '' } = await principalsOf({ maxResults: 2 });
      expect(principals).to.deep.equal(all.slice(0, 2));
      expect(await principalsOf({ maxResults: 2, nextToken })).to.deep.equal({
        principals: all.slice(2),
      });
    });

    it('are both there', async () => {
      const unknown = arnOfCertificate('ab'.repeat(32));
      expect(await refusalOf(attach(unknown))).to.be.instanceOf(ResourceNotFoundException);
      expect(await refusalOf(attach(principal, 'SN-0002'))).to.be.instanceOf(
        ResourceNotFoundException,
      );
    });

    it('are of this account and region', async () => {
      for (const arn of [
        principal.replace('123456789012', '210987654321'),
        principal.replace('eu-north-1', 'us-east-1'),
        principal.replace(':cert/', ':thing/'),
        'eu-north-1:7ec1-identity',
      ]) {
        expect(await refusalOf(attach(arn))).to.be.instanceOf(InvalidRequestException);
      }
    });
  });
});
