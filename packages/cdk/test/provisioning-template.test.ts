import { bundleFunctionSync } from '@gangway/bundle';
import {
  PreProvisioningHook,
  ProvisioningTemplate,
  type ProvisioningTemplateProps,
} from '@gangway/cdk';
import {
  provisioningRolePermissions,
  provisioningRoleTrust,
  statementsFor,
} from '@gangway/deployment';
import { readTemplate } from '@gangway/template';
import { CfnParameter, Lazy, type Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as iot from 'aws-cdk-lib/aws-iot';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { expect } from 'chai';
import { resourceOf, resourcesOf, statementsOf } from './cloud-formation.js';
import { arnIn, fixture, fleetBody, hookCode, openApp, place, refusalOf } from './hook-stack.js';

type Given = Omit<ProvisioningTemplateProps, 'hook' | 'templateName' | 'body'> &
  Partial<ProvisioningTemplateProps>;

describe('ProvisioningTemplate', function () {
  this.timeout(60_000);
  let bundles: ReturnType<typeof openApp>;
  let code: { readonly bundle: string };
  before(() => {
    bundles = openApp();
    code = { bundle: `${bundles.app.outdir}/hook` };
    bundleFunctionSync({ file: hookCode.entry, out: code.bundle });
  });
  after(() => bundles[Symbol.dispose]());

  /** A template in a stack of its own, with its hook, but for what is given. */
  function fleetIn(stack: Stack, given: Given = {}): ProvisioningTemplate {
    return new ProvisioningTemplate(stack, 'Fleet', {
      templateName: 'first-fleet',
      body: fleetBody('fleet'),
      ...given,
      hook: given.hook ?? new PreProvisioningHook(stack, 'Hook', { code }),
    });
  }

  function synthesised(given?: Given) {
    using open = openApp();
    const stack = open.stack('Stack');
    fleetIn(stack, given);
    return Template.fromStack(stack);
  }

  const fleetOf = (template: Template) => resourceOf(template, 'AWS::IoT::ProvisioningTemplate');

  const refused = (given: Given, props?: Parameters<ReturnType<typeof openApp>['stack']>[1]) => {
    using open = openApp();
    const stack = open.stack('Stack', props);
    return refusalOf(() => fleetIn(stack, given));
  };

  it('is a fleet template with the hook before it, which is enabled', () => {
    const template = synthesised({ description: 'The first fleet' });
    expect(fleetOf(template).Properties).to.deep.equal({
      TemplateName: 'first-fleet',
      TemplateType: 'FLEET_PROVISIONING',
      TemplateBody: JSON.stringify(fleetBody('fleet')),
      Description: 'The first fleet',
      Enabled: true,
      ProvisioningRoleArn: {
        'Fn::GetAtt': [resourceOf(template, 'AWS::IAM::Role', 'Fleet').id, 'Arn'],
      },
      PreProvisioningHook: {
        PayloadVersion: '2020-04-01',
        TargetArn: { Ref: resourceOf(template, 'AWS::Lambda::Alias').id },
      },
    });
  });

  it('is made after the permission for AWS IoT to call the hook for it alone', () => {
    const template = synthesised();
    const permission = resourceOf(template, 'AWS::Lambda::Permission');
    expect(fleetOf(template).DependsOn).to.deep.equal([permission.id]);
    expect(permission.Properties).to.deep.include({
      SourceAccount: place.account,
      SourceArn: arnIn('iot', 'provisioningtemplate/first-fleet'),
    });
  });

  it('makes things as a role that AWS IoT takes for this template alone', () => {
    const role = resourceOf(synthesised(), 'AWS::IAM::Role', 'Fleet');
    const { conditions } = provisioningRoleTrust({ partition: 'aws', ...place }, 'first-fleet');
    expect(role.Properties.AssumeRolePolicyDocument.Statement).to.deep.equal([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'iot.amazonaws.com' },
        Condition: {
          StringEquals: conditions.StringEquals,
          ArnLike: { 'aws:SourceArn': arnIn('iot', 'provisioningtemplate/first-fleet') },
        },
      },
    ]);
  });

  it('may make what its body names, and nothing else', () => {
    const template = synthesised();
    const reading = readTemplate(JSON.stringify(fleetBody('fleet')));
    if (reading.kind === 'refused') throw new Error('the body is refused');
    const needed = statementsFor(provisioningRolePermissions(reading.template), {
      partition: 'P',
      ...place,
    });
    const granted = statementsOf(template, resourceOf(template, 'AWS::IAM::Role', 'Fleet').id);
    const list = (value: unknown) => (Array.isArray(value) ? value : [value]);
    const plain = JSON.parse(
      JSON.stringify(granted).replaceAll(
        /\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},"([^"]+)"\]\]\}/g,
        '"arn:P$1"',
      ),
    ) as { Action: unknown; Resource: unknown }[];
    expect(
      plain.map(({ Action, Resource }) => ({ actions: list(Action), resources: list(Resource) })),
    ).to.have.deep.members([...needed]);
    expect(needed.flatMap(({ resources }) => resources)).to.include(
      `arn:P:iot:${place.region}:${place.account}:policy/fleet`,
    );
  });

  it('names a policy by token, and may attach that policy alone', () => {
    using open = openApp();
    const stack = open.stack('Stack');
    const { ref } = new iot.CfnPolicy(stack, 'DevicePolicy', { policyDocument: {} });
    fleetIn(stack, { body: fleetBody(ref) });
    const template = Template.fromStack(stack);
    expect(fleetOf(template).Properties.TemplateBody).to.deep.equal({
      'Fn::Join': [
        '',
        JSON.stringify(fleetBody('|'))
          .split('|')
          .flatMap((part, index) => (index === 0 ? [part, { Ref: 'DevicePolicy' }] : [part])),
      ],
    });
    const statements = JSON.stringify(
      statementsOf(template, resourceOf(template, 'AWS::IAM::Role', 'Fleet').id),
    );
    expect(statements).to.contain(':policy/",{"Ref":"DevicePolicy"}]');
    expect(statements).to.not.contain('gangwaytoken').and.not.contain('policy/*');
  });

  it('takes another role, and makes none of its own then', () => {
    using open = openApp();
    const stack = open.stack('Stack');
    const role = new iam.Role(stack, 'Other', {
      assumedBy: new iam.ServicePrincipal('iot.amazonaws.com'),
    });
    fleetIn(stack, { role, enabled: false });
    const template = Template.fromStack(stack);
    expect(fleetOf(template).Properties).to.deep.include({
      Enabled: false,
      ProvisioningRoleArn: {
        'Fn::GetAtt': [resourceOf(template, 'AWS::IAM::Role', 'Other').id, 'Arn'],
      },
    });
    expect(resourcesOf(template, 'AWS::IAM::Role').map(({ id }) => id.slice(0, 5))).to.have.members(
      ['Other', 'HookR'],
    );
  });

  it('has a name that only CloudFormation knows in permission and trust', () => {
    using open = openApp();
    const stack = open.stack('Stack');
    const { valueAsString } = new CfnParameter(stack, 'Stage');
    const fleet = fleetIn(stack, { templateName: `${valueAsString}-with-a-long-name-behind-it` });
    const policy = fleet.claimPolicyDocument();
    new iot.CfnPolicy(stack, 'Claim', { policyDocument: policy });
    const template = Template.fromStack(stack);
    const name = [{ Ref: 'Stage' }, '-with-a-long-name-behind-it'];
    expect(fleetOf(template).Properties.TemplateName).to.deep.equal({ 'Fn::Join': ['', name] });
    const arn = JSON.stringify(name).slice(1, -1);
    for (const { Properties } of [
      resourceOf(template, 'AWS::Lambda::Permission'),
      resourceOf(template, 'AWS::IAM::Role', 'Fleet'),
      resourceOf(template, 'AWS::IoT::Policy'),
    ]) {
      expect(JSON.stringify(Properties)).to.contain(arn.slice(0, -1));
    }
    expect(JSON.stringify(template.toJSON())).to.not.contain('gangwaytoken');
  });

  it('reads its body out of a file or a text, and leaves it as it is', () => {
    const text = `\n${JSON.stringify(fleetBody('fleet'), null, 2)}`;
    expect(fleetOf(synthesised({ body: text })).Properties.TemplateBody).to.equal(text);
    const file = fixture('../../../../examples/first-hook/first-fleet.template.json');
    expect(fleetOf(synthesised({ body: file })).Properties.TemplateBody).to.match(/^\{\n {2}"Par/);
  });

  it('warns of what the lint warns of, with where it stands', () => {
    using open = openApp();
    const stack = open.stack('Stack');
    const { Parameters, ...body } = fleetBody('fleet');
    fleetIn(stack, {
      body: { Parameters: { ...Parameters, Unused: { Type: 'String' } }, ...body },
    });
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
    expect(warnings.map(({ id }) => id)).to.deep.equal(['/Stack/Fleet']);
    expect(warnings[0]?.entry.data).to.match(/^body:1:\d+ PARAMETER_UNUSED .*"Unused"/);
  });

  it('has the lint compare the body with what the hook reads and gives', () => {
    using open = openApp();
    const stack = open.stack('Stack');
    const body = fleetBody('fleet');
    const { Site: _, ...Parameters } = body.Parameters;
    const Properties = { ThingName: { Ref: 'SerialNumber' } };
    const thing = { ...body.Resources.thing, Properties };
    fleetIn(stack, { body: { Parameters, Resources: { ...body.Resources, thing } } });
    const [warning] = Annotations.fromStack(stack).findWarning('/Stack/Fleet', Match.anyValue());
    expect(warning?.entry.data).to.match(/^body:1:\d+ OVERRIDE_IGNORED The hook sets "Site"/);
  });

  describe('before a function that was made elsewhere', () => {
    const arn = (account: string, region = place.region) =>
      `arn:aws:lambda:${region}:${account}:function:hook:live`;

    it('lets AWS IoT call it, although the CDK adds nothing to it by itself', () => {
      using open = openApp();
      const stack = open.stack('Stack');
      const hook = lambda.Function.fromFunctionArn(stack, 'Imported', arn(place.account));
      fleetIn(stack, { hook });
      const template = Template.fromStack(stack);
      const permission = resourceOf(template, 'AWS::Lambda::Permission');
      expect(permission.Properties).to.deep.equal({
        Action: 'lambda:InvokeFunction',
        FunctionName: arn(place.account),
        Principal: 'iot.amazonaws.com',
        SourceAccount: place.account,
        SourceArn: arnIn('iot', 'provisioningtemplate/first-fleet'),
      });
      expect(fleetOf(template).DependsOn).to.deep.equal([permission.id]);
      expect(fleetOf(template).Properties.PreProvisioningHook.TargetArn).to.equal(
        arn(place.account),
      );
    });

    const imported = (stack: Stack, functionArn: string) =>
      lambda.Function.fromFunctionArn(stack, 'Imported', functionArn);

    it('refuses one of another account, and one of another region', () => {
      using open = openApp();
      const stack = open.stack('Stack');
      const account = refusalOf(() =>
        fleetIn(stack, { hook: imported(stack, arn('999999999999')) }),
      );
      expect(account.code).to.equal('HOOK_FOREIGN_ACCOUNT');
      expect(account.message)
        .to.match(/^Stack\/Fleet, option "hook": /)
        .and.contain('999999999999')
        .and.contain(place.account);
      const other = open.stack('Other');
      const region = refusalOf(() =>
        fleetIn(other, { hook: imported(other, arn(place.account, 'us-east-1')) }),
      );
      expect(region.code).to.equal('HOOK_FOREIGN_REGION');
    });

    it("refuses a hook of Gangway's in a stack of another account", () => {
      using open = openApp();
      const elsewhere = open.stack('Elsewhere', { env: { ...place, account: '999999999999' } });
      const hook = new PreProvisioningHook(elsewhere, 'Hook', { code });
      const stack = open.stack('Stack');
      expect(refusalOf(() => fleetIn(stack, { hook })).code).to.equal('HOOK_FOREIGN_ACCOUNT');
    });

    it('warns where the stack does not say in which account it will be', () => {
      using open = openApp();
      const stack = open.stack('Stack', {});
      fleetIn(stack, { hook: imported(stack, arn(place.account)) });
      const warnings = Annotations.fromStack(stack).findWarning(
        '*',
        Match.stringLikeRegexp('does not say where it goes'),
      );
      expect(warnings).to.have.length(2);
    });

    it('takes a hook of another stack of the same account, which is deployed before', () => {
      using open = openApp();
      const hooks = open.stack('Hooks');
      const hook = new PreProvisioningHook(hooks, 'Hook', { code });
      const stack = open.stack('Stack');
      fleetIn(stack, { hook });
      open.app.synth();
      expect(stack.dependencies).to.deep.equal([hooks]);
    });

    it('has the permission beside it, so that a new name does not leave it without one until its stack is deployed too', () => {
      using open = openApp();
      const hooks = open.stack('Hooks');
      const hook = new PreProvisioningHook(hooks, 'Hook', { code });
      const stack = open.stack('Stack');
      // A name that this stack alone knows, too: one that the hook's stack had to know would make each wait for the other.
      const { valueAsString } = new CfnParameter(stack, 'Name');
      fleetIn(stack, { hook, templateName: valueAsString });
      open.app.synth();
      const template = Template.fromStack(stack);
      const permission = resourceOf(template, 'AWS::Lambda::Permission');
      expect(permission.Properties.FunctionName).to.have.property('Fn::ImportValue');
      expect(fleetOf(template).DependsOn).to.deep.equal([permission.id]);
      expect(resourcesOf(Template.fromStack(hooks), 'AWS::Lambda::Permission')).to.deep.equal([]);
    });
  });

  describe('before a hook that lets requests through some templates alone', () => {
    const arn = (name: string, { region, account } = place) =>
      `arn:aws:iot:${region}:${account}:provisioningtemplate/${name}`;
    const hookFor = (stack: Stack, templates: string) =>
      new PreProvisioningHook(stack, 'Hook', { code, environment: { TEMPLATES: templates } });
    const fault = (templates: string) => {
      using open = openApp();
      const stack = open.stack('Stack');
      return refusalOf(() => fleetIn(stack, { hook: hookFor(stack, templates) }));
    };
    const warningsOf = (stack: Stack) =>
      Annotations.fromStack(stack)
        .findWarning('*', Match.stringLikeRegexp('The hook lets through'))
        .map(({ entry }) => String(entry.data));

    it('refuses one of another name, region or account: every device would be denied', () => {
      for (const other of [
        arn('second-fleet'),
        arn('first-fleet', { ...place, region: 'us-east-1' }),
        arn('first-fleet', { ...place, account: '999999999999' }),
      ]) {
        const { code: found, message } = fault(other);
        expect(found).to.equal('HOOK_REFUSES_TEMPLATE');
        expect(message)
          .to.match(/^Stack\/Fleet, option "hook": /)
          .and.contain(other)
          .and.contain(`template first-fleet, region ${place.region}, account ${place.account}`);
      }
    });

    it('refuses every template where the lists of its plugins have none in common', () => {
      expect(fault(',').message).to.contain('let through none');
    });

    it('takes it where it is one of them', () => {
      using open = openApp();
      const stack = open.stack('Stack');
      fleetIn(stack, { hook: hookFor(stack, `${arn('second-fleet')},${arn('first-fleet')}`) });
      expect(warningsOf(stack)).to.deep.equal([]);
    });

    it('warns where the stack does not say where it goes, and refuses another name all the same', () => {
      using open = openApp();
      const stack = open.stack('Stack', {});
      fleetIn(stack, { hook: hookFor(stack, arn('first-fleet')) });
      const [warning, ...others] = warningsOf(stack);
      expect(warning).to.contain(arn('first-fleet')).and.contain('env.account');
      expect(others).to.deep.equal([]);
      const other = open.stack('Other', {});
      const { message } = refusalOf(() =>
        fleetIn(other, { hook: hookFor(other, arn('second-fleet')) }),
      );
      expect(message).to.match(/and this is template first-fleet\.$/);
    });

    it('warns where only CloudFormation knows the name', () => {
      using open = openApp();
      const stack = open.stack('Stack');
      const { valueAsString: templateName } = new CfnParameter(stack, 'Name');
      fleetIn(stack, { templateName, hook: hookFor(stack, arn('first-fleet')) });
      expect(warningsOf(stack)).to.have.length(1);
    });
  });

  describe('refuses, naming path and option,', () => {
    for (const templateName of ['', 'my fleet', 'a'.repeat(37), 'flotte-é', 'fleet/1']) {
      it(`the name ${JSON.stringify(templateName)}`, () => {
        const { code: found, message } = refused({ templateName });
        expect(found).to.equal('TEMPLATE_NAME_INVALID');
        expect(message).to.match(/^Stack\/Fleet, option "templateName": /);
      });
    }

    it('a body that AWS IoT would refuse, with each fault and where it stands', () => {
      const { code: found, message } = refused({ body: '{\n  "Resources": { "thing": {} }\n}' });
      expect(found).to.equal('TEMPLATE_FAULTY');
      expect(message)
        .to.match(/^Stack\/Fleet, option "body": /)
        .and.match(/\nbody:2:\d+ [A-Z_]+ /);
    });

    it('a file that is not there, that is a folder, that is no text', () => {
      expect(refused({ body: 'nowhere.json' }).code).to.equal('TEMPLATE_NOT_FOUND');
      expect(refused({ body: fixture('.') }).code).to.equal('TEMPLATE_NOT_READABLE');
    });

    const round: Record<string, unknown> = {};
    round.itself = round;
    const bodies: readonly (readonly [string, object])[] = [
      [
        'a number that only CloudFormation knows',
        { Version: Token.asNumber(Lazy.any({ produce: () => 1 })) },
      ],
      ['a list that only CloudFormation knows', { Groups: Lazy.list({ produce: () => ['a'] }) }],
      [
        'an object that only CloudFormation knows',
        { PolicyName: Lazy.any({ produce: () => 'a' }) },
      ],
      ['itself', round],
      ['a number that JSON does not know', { Version: 1n }],
      [
        'what throws',
        {
          get Parameters() {
            throw new Error('gone');
          },
        },
      ],
      ['nothing that JSON can say', { toJSON: () => undefined }],
    ];
    for (const [what, body] of bodies) {
      it(`a body with ${what}`, () => {
        const { code: found, message } = refused({ body });
        expect(found).to.equal('OPTION_INVALID');
        expect(message).to.match(/^Stack\/Fleet, option "body": /);
      });
    }

    const wrong: readonly (readonly [string, string, object])[] = [
      ['OPTION_UNKNOWN', 'name', { name: 'first-fleet' }],
      ['OPTION_INVALID', 'templateName', { templateName: undefined }],
      ['OPTION_INVALID', 'body', { body: 7 }],
      ['OPTION_INVALID', 'hook', { hook: 'arn:aws:lambda:eu-west-1:123456789012:function:hook' }],
      ['OPTION_INVALID', 'hook', { hook: { arn: 'hook' } }],
      [
        'OPTION_INVALID',
        'hook',
        { hook: { functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:hook' } },
      ],
      ['OPTION_INVALID', 'role', { role: 'arn:aws:iam::123456789012:role/fleet' }],
      ['OPTION_INVALID', 'description', { description: 'a'.repeat(501) }],
      ['OPTION_INVALID', 'description', { description: 'two\nlines' }],
      ['OPTION_INVALID', 'enabled', { enabled: 'yes' }],
    ];
    for (const [expected, option, given] of wrong) {
      it(`${JSON.stringify(given).slice(0, 80)}`, () => {
        const { code: found, message } = refused(given);
        expect(found).to.equal(expected);
        expect(message)
          .to.match(/^Stack\/Fleet/)
          .and.contain(`option "${option}"`);
      });
    }
  });

  describe('claimPolicyDocument', () => {
    it('allows to connect, and what the template and a certificate are asked by', () => {
      using open = openApp();
      const stack = open.stack('Stack');
      const fleet = fleetIn(stack);
      new iot.CfnPolicy(stack, 'Claim', {
        policyDocument: fleet.claimPolicyDocument(['create-from-csr']),
      });
      const { Statement } = resourceOf(Template.fromStack(stack), 'AWS::IoT::Policy').Properties
        .PolicyDocument;
      expect(Statement).to.deep.equal([
        { Effect: 'Allow', Action: ['iot:Connect'], Resource: [arnIn('iot', 'client/*')] },
        {
          Effect: 'Allow',
          Action: ['iot:Publish', 'iot:Receive'],
          Resource: [
            arnIn('iot', 'topic/$aws/certificates/create-from-csr/*'),
            arnIn('iot', 'topic/$aws/provisioning-templates/first-fleet/provision/*'),
          ],
        },
        {
          Effect: 'Allow',
          Action: ['iot:Subscribe'],
          Resource: [
            arnIn('iot', 'topicfilter/$aws/certificates/create-from-csr/*'),
            arnIn('iot', 'topicfilter/$aws/provisioning-templates/first-fleet/provision/*'),
          ],
        },
      ]);
    });
  });
});
