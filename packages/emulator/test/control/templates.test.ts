import {
  CreateProvisioningTemplateCommand,
  type CreateProvisioningTemplateCommandInput,
  CreateProvisioningTemplateVersionCommand,
  DeleteConflictException,
  DeleteProvisioningTemplateCommand,
  DeleteProvisioningTemplateVersionCommand,
  DescribeProvisioningTemplateCommand,
  DescribeProvisioningTemplateVersionCommand,
  InvalidRequestException,
  ListProvisioningTemplatesCommand,
  ListProvisioningTemplateVersionsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
  UpdateProvisioningTemplateCommand,
  VersionsLimitExceededException,
} from '@aws-sdk/client-iot';
import { expect } from 'chai';
import { type ControlBench, refusalOf, startControlBench } from './control-bench.js';

const templateName = 'first-fleet';
const templateArn = `arn:aws:iot:eu-north-1:123456789012:provisioningtemplate/${templateName}`;
const provisioningRoleArn = 'arn:aws:iam::123456789012:role/provisioning';
const targetArn = 'arn:aws:lambda:eu-north-1:123456789012:function:hook';

/** A template whose thing is called by this prefix and the serial number. */
const bodyOf = (prefix: string) =>
  JSON.stringify({
    Parameters: {
      SerialNumber: { Type: 'String' },
      'AWS::IoT::Certificate::Id': { Type: 'String' },
    },
    Resources: {
      thing: {
        Type: 'AWS::IoT::Thing',
        Properties: { ThingName: { 'Fn::Join': ['', [prefix, { Ref: 'SerialNumber' }]] } },
      },
      certificate: {
        Type: 'AWS::IoT::Certificate',
        Properties: { CertificateId: { Ref: 'AWS::IoT::Certificate::Id' }, Status: 'Active' },
      },
    },
  });

const create = (input: Partial<CreateProvisioningTemplateCommandInput> = {}) =>
  new CreateProvisioningTemplateCommand({
    templateName,
    templateBody: bodyOf('first-'),
    provisioningRoleArn,
    ...input,
  });

const createVersion = (prefix: string, setAsDefault = false) =>
  new CreateProvisioningTemplateVersionCommand({
    templateName,
    templateBody: bodyOf(prefix),
    setAsDefault,
  });

const describeTemplate = () => new DescribeProvisioningTemplateCommand({ templateName });

describe('provisioning templates, by the AWS SDK', () => {
  let bench: ControlBench;
  beforeEach(async () => {
    bench = await startControlBench();
  });
  afterEach(() => bench[Symbol.asyncDispose]());

  it('are described as they were created', async () => {
    const made = await bench.client.send(
      create({
        description: 'Devices of the first fleet',
        enabled: true,
        preProvisioningHook: { targetArn },
        tags: [{ Key: 'site', Value: 'Oslo' }],
      }),
    );
    expect(made).to.deep.include({ templateArn, templateName, defaultVersionId: 1 });
    const { $metadata, ...described } = await bench.client.send(describeTemplate());
    expect($metadata.httpStatusCode).to.equal(200);
    expect(described).to.deep.equal({
      templateArn,
      templateName,
      description: 'Devices of the first fleet',
      creationDate: new Date(bench.clock.now()),
      lastModifiedDate: new Date(bench.clock.now()),
      defaultVersionId: 1,
      templateBody: bodyOf('first-'),
      enabled: true,
      provisioningRoleArn,
      preProvisioningHook: { targetArn, payloadVersion: '2020-04-01' },
      type: 'FLEET_PROVISIONING',
    });
  });

  it('are off, without a hook, unless told', async () => {
    await bench.client.send(create());
    const described = await bench.client.send(describeTemplate());
    expect(described).to.include({ enabled: false });
    expect(described).not.to.have.property('preProvisioningHook');
  });

  const refused: readonly (readonly [string, Partial<CreateProvisioningTemplateCommandInput>])[] = [
    ['a name of 37 characters', { templateName: 'x'.repeat(37) }],
    ['a name with a character outside [0-9A-Za-z_-]', { templateName: 'first fleet' }],
    ['no name', { templateName: undefined }],
    ['a body that is no JSON', { templateBody: '{' }],
    [
      'a body that is no template',
      { templateBody: '{"Resources":{"thing":{"Type":"AWS::IoT::Toaster"}}}' },
    ],
    ['a body of 10,241 characters', { templateBody: bodyOf('first-').padEnd(10_241) }],
    ['a role that is none', { provisioningRoleArn: 'arn:aws:iam::123456789012:user/someone' }],
    [
      'a hook that is no Lambda function',
      { preProvisioningHook: { targetArn: 'arn:aws:sns:eu-north-1:123456789012:topic' } },
    ],
    [
      'a hook of another account',
      { preProvisioningHook: { targetArn: targetArn.replace('123456789012', '210987654321') } },
    ],
    [
      'a hook with another payload version',
      { preProvisioningHook: { targetArn, payloadVersion: '2021-01-01' } },
    ],
    ['a hook for a template of type JITP', { type: 'JITP', preProvisioningHook: { targetArn } }],
    ['a description with a control character', { description: 'a\u0007b' }],
  ];
  for (const [what, input] of refused) {
    it(`are not made with ${what}`, async () => {
      expect(await refusalOf(bench.client.send(create(input)))).to.be.instanceOf(
        InvalidRequestException,
      );
      expect(bench.account.store.templates.count()).to.equal(0);
    });
  }

  it('take a body of 10,240 characters and a function with an alias', async () => {
    await bench.client.send(
      create({
        templateBody: bodyOf('first-').padEnd(10_240),
        preProvisioningHook: { targetArn: `${targetArn}:live` },
      }),
    );
    expect(bench.account.store.templates.count()).to.equal(1);
  });

  it('are not made twice', async () => {
    await bench.client.send(create());
    const error = await refusalOf(bench.client.send(create({ enabled: true })));
    expect(error).to.be.instanceOf(ResourceAlreadyExistsException);
    expect(error).to.deep.include({ resourceId: templateName, resourceArn: templateArn });
    expect(bench.account.store.templates.get(templateName)?.enabled).to.equal(false);
  });

  it('are unknown before they are made and after they are deleted', async () => {
    const gone = new DeleteProvisioningTemplateCommand({ templateName });
    expect(await refusalOf(bench.client.send(describeTemplate()))).to.be.instanceOf(
      ResourceNotFoundException,
    );
    expect(await refusalOf(bench.client.send(gone))).to.be.instanceOf(ResourceNotFoundException);
    await bench.client.send(create());
    await bench.client.send(gone);
    expect(await refusalOf(bench.client.send(describeTemplate()))).to.be.instanceOf(
      ResourceNotFoundException,
    );
  });

  it('are listed page by page, in the order of their names', async () => {
    const names = ['delta', 'alpha', 'charlie', 'bravo', 'echo'];
    for (const name of names) await bench.client.send(create({ templateName: name }));
    const listed: (string | undefined)[][] = [];
    let nextToken: string | undefined;
    do {
      const page = await bench.client.send(
        new ListProvisioningTemplatesCommand({ maxResults: 2, ...(nextToken && { nextToken }) }),
      );
      listed.push((page.templates ?? []).map((template) => template.templateName));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(listed).to.deep.equal([['alpha', 'bravo'], ['charlie', 'delta'], ['echo']]);
  });

  describe('when they are updated', () => {
    const update = (input: Omit<UpdateProvisioningTemplateCommand['input'], 'templateName'>) =>
      bench.client.send(new UpdateProvisioningTemplateCommand({ templateName, ...input }));

    beforeEach(async () => {
      await bench.client.send(create({ preProvisioningHook: { targetArn } }));
      bench.clock.advance(1_500);
    });

    it('change in what is given, and in nothing else', async () => {
      const before = await bench.client.send(describeTemplate());
      await update({ enabled: true, provisioningRoleArn: `${provisioningRoleArn}-2` });
      const { $metadata: _, ...after } = await bench.client.send(describeTemplate());
      const { $metadata: __, ...kept } = before;
      expect(after).to.deep.equal({
        ...kept,
        enabled: true,
        provisioningRoleArn: `${provisioningRoleArn}-2`,
        lastModifiedDate: new Date(bench.clock.now()),
      });
    });

    it('lose their hook when told, and only then', async () => {
      await update({ removePreProvisioningHook: false });
      expect(await bench.client.send(describeTemplate())).to.have.property('preProvisioningHook');
      await update({ removePreProvisioningHook: true });
      expect(await bench.client.send(describeTemplate())).not.to.have.property(
        'preProvisioningHook',
      );
    });

    it('keep their hook where one is given and removed at once', async () => {
      const call = update({ removePreProvisioningHook: true, preProvisioningHook: { targetArn } });
      expect(await refusalOf(call)).to.be.instanceOf(InvalidRequestException);
      expect(await bench.client.send(describeTemplate())).to.have.property('preProvisioningHook');
    });

    it('get no default version that they do not have', async () => {
      expect(await refusalOf(update({ defaultVersionId: 2 }))).to.be.instanceOf(
        InvalidRequestException,
      );
    });
  });

  describe('in versions', () => {
    beforeEach(() => bench.client.send(create()));

    const describeVersion = async (versionId: number) => {
      const { $metadata: _, ...version } = await bench.client.send(
        new DescribeProvisioningTemplateVersionCommand({ templateName, versionId }),
      );
      return version;
    };
    const deleteVersion = (versionId: number) =>
      bench.client.send(new DeleteProvisioningTemplateVersionCommand({ templateName, versionId }));

    it('use the new one when it is made the default', async () => {
      const made = await bench.client.send(createVersion('second-', true));
      expect(made).to.deep.include({
        templateArn,
        templateName,
        versionId: 2,
        isDefaultVersion: true,
      });
      expect(await bench.client.send(describeTemplate())).to.deep.include({
        defaultVersionId: 2,
        templateBody: bodyOf('second-'),
      });
      expect(await describeVersion(1)).to.deep.equal({
        versionId: 1,
        creationDate: new Date(bench.clock.now()),
        templateBody: bodyOf('first-'),
        isDefaultVersion: false,
      });
    });

    it('keep the old one until they are told', async () => {
      await bench.client.send(createVersion('second-'));
      expect(await bench.client.send(describeTemplate())).to.include({ defaultVersionId: 1 });
      await bench.client.send(
        new UpdateProvisioningTemplateCommand({ templateName, defaultVersionId: 2 }),
      );
      expect(await bench.client.send(describeTemplate())).to.include({
        templateBody: bodyOf('second-'),
      });
    });

    it('have five at most, and room for another when one is deleted', async () => {
      for (const prefix of ['b-', 'c-', 'd-', 'e-']) await bench.client.send(createVersion(prefix));
      expect(await refusalOf(bench.client.send(createVersion('f-')))).to.be.instanceOf(
        VersionsLimitExceededException,
      );
      await deleteVersion(3);
      await bench.client.send(createVersion('f-'));
      const { versions = [] } = await bench.client.send(
        new ListProvisioningTemplateVersionsCommand({ templateName }),
      );
      expect(versions.map(({ versionId }) => versionId)).to.deep.equal([1, 2, 4, 5, 6]);
    });

    it('keep the default one, and know no other', async () => {
      expect(await refusalOf(deleteVersion(1))).to.be.instanceOf(DeleteConflictException);
      expect(await refusalOf(deleteVersion(2))).to.be.instanceOf(ResourceNotFoundException);
      expect(await refusalOf(describeVersion(2))).to.be.instanceOf(ResourceNotFoundException);
    });

    it('refuse a body that is no template', async () => {
      const call = bench.client.send(
        new CreateProvisioningTemplateVersionCommand({ templateName, templateBody: '[]' }),
      );
      expect(await refusalOf(call)).to.be.instanceOf(InvalidRequestException);
    });
  });
});
