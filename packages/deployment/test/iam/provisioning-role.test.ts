import {
  checkTemplateName,
  provisioningActions,
  provisioningRolePermissions,
  provisioningRoleTrust,
  provisioningTemplateArn,
} from '@gangway/deployment';
import { readTemplate } from '@gangway/template';
import { expect } from 'chai';
import fc from 'fast-check';
import { managedPolicyActions } from './managed-policy-actions.js';

const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };

interface Body {
  readonly thing?: object;
  readonly certificate?: object;
  readonly policy?: object;
  readonly thingOverrides?: object;
  readonly mappings?: object;
}

const certificateId = { CertificateId: { Ref: 'AWS::IoT::Certificate::Id' } };

function permissionsOf({ thing, certificate, policy, thingOverrides, mappings }: Body) {
  const resource = (type: string, properties: object | undefined, more = {}) =>
    properties && { Type: `AWS::IoT::${type}`, Properties: properties, ...more };
  const reading = readTemplate(
    JSON.stringify({
      Parameters: { SerialNumber: { Type: 'String' }, Site: { Type: 'String' } },
      ...(mappings && { Mappings: mappings }),
      Resources: {
        thing: resource('Thing', thing, thingOverrides && { OverrideSettings: thingOverrides }),
        certificate: resource('Certificate', certificate),
        policy: resource('Policy', policy),
      },
    }),
  );
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.faults));
  return provisioningRolePermissions(reading.template).map(
    ({ action, resource: arn }) => `${action} ${arn.replace('arn:aws:iot:*:*:', '')}`,
  );
}

const aThing = { ThingName: { Ref: 'SerialNumber' } };

describe("a provisioning role's permissions", () => {
  it('go nowhere beyond what AWS gives such a role by its managed policy', () => {
    for (const { action } of provisioningActions) expect(managedPolicyActions).to.include(action);
  });

  it('say of the smallest body what a thing, its certificate and a policy need, and no more', () => {
    expect(
      permissionsOf({ thing: aThing, certificate: certificateId, policy: { PolicyName: 'fleet' } }),
    ).to.have.members([
      'iot:RegisterThing *',
      'iot:CreateThing thing/*',
      'iot:DescribeThing thing/*',
      'iot:ListThingPrincipals thing/*',
      'iot:DescribeCertificate cert/*',
      'iot:UpdateCertificate cert/*',
      'iot:AttachThingPrincipal cert/*',
      'iot:ListPrincipalThings cert/*',
      'iot:AttachPolicy cert/*',
      'iot:AttachPrincipalPolicy cert/*',
      'iot:GetPolicy policy/fleet',
      'iot:ListAttachedPolicies *',
      'iot:ListPrincipalPolicies *',
    ]);
  });

  const added = (more: Body, than: Body = { thing: aThing }) => {
    const before = new Set(permissionsOf(than));
    return permissionsOf({ ...than, ...more }).filter((it) => !before.has(it));
  };

  it('let a policy be made only where the body brings its document', () => {
    expect(added({ policy: { PolicyDocument: '{}' } })).to.include.members([
      'iot:CreatePolicy policy/*',
      'iot:GetPolicy policy/*',
    ]);
    expect(added({ policy: { PolicyName: 'fleet' } }).join()).to.not.include('CreatePolicy');
  });

  it('let a thing be changed only where override settings change it', () => {
    const typed = { ...aThing, ThingTypeName: 'robot' };
    expect(added({ thing: typed })).to.deep.equal(['iot:DescribeThingType thingtype/robot']);
    const setting = (name: string) =>
      added({ thing: typed, thingOverrides: { ThingTypeName: name } }).join();
    expect(setting('REPLACE')).to.include('iot:UpdateThing thing/*');
    expect(setting('FAIL')).to.not.include('UpdateThing');
    expect(setting('DO_NOTHING')).to.not.include('UpdateThing');
  });

  it('name the groups that a thing joins, and every group only where it leaves others', () => {
    const grouped = { ...aThing, ThingGroups: ['oslo', { Ref: 'Site' }] };
    expect(added({ thing: { ...aThing, ThingGroups: ['oslo'] } })).to.have.members([
      'iot:AddThingToThingGroup thing/*',
      'iot:AddThingToThingGroup thinggroup/oslo',
      'iot:DescribeThingGroup thinggroup/oslo',
      'iot:ListThingGroupsForThing thing/*',
    ]);
    expect(added({ thing: grouped })).to.include('iot:AddThingToThingGroup thinggroup/*');
    const replaced = added({
      thing: { ...aThing, ThingGroups: ['oslo'] },
      thingOverrides: { ThingGroups: 'REPLACE' },
    });
    expect(replaced).to.include.members([
      'iot:RemoveThingFromThingGroup thinggroup/*',
      'iot:UpdateThingGroupsForThing thinggroup/*',
    ]);
    expect(replaced).to.not.include('iot:UpdateThingGroupsForThing thinggroup/oslo');
  });

  it('name the billing group', () => {
    expect(added({ thing: { ...aThing, BillingGroup: 'fleet' } })).to.have.members([
      'iot:CreateThing billinggroup/fleet',
      'iot:AddThingToBillingGroup thing/*',
      'iot:AddThingToBillingGroup billinggroup/fleet',
      'iot:DescribeBillingGroup billinggroup/fleet',
    ]);
  });

  const policyNames: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['a text', 'fleet', ['fleet']],
    ['a parameter', { Ref: 'Site' }, ['*']],
    ['texts and a parameter', { 'Fn::Join': ['-', ['fleet', { Ref: 'Site' }]] }, ['fleet-*']],
    ['a text with a parameter in it', { 'Fn::Sub': `fleet-\${Site}-v1` }, ['fleet-*-v1']],
    ['one of some, chosen', { 'Fn::Select': ['1', ['fleet', 'other']] }, ['other']],
    ['one of some', { 'Fn::Select': [{ Ref: 'Site' }, ['fleet', 'other']] }, ['fleet', 'other']],
    [
      'a row of a mapping that a parameter chooses',
      { 'Fn::FindInMap': ['Sites', { Ref: 'Site' }, 'Policy'] },
      ['bergen', 'oslo'],
    ],
  ];
  const mappings = {
    Sites: { No1: { Policy: 'oslo', Code: 'x' }, No2: { Policy: 'bergen', Code: 'y' } },
  };

  for (const [what, name, expected] of policyNames) {
    it(`are as narrow as a policy name allows that is ${what}`, () => {
      const policies = permissionsOf({ policy: { PolicyName: name }, mappings })
        .filter((it) => it.startsWith('iot:GetPolicy'))
        .map((it) => it.replace('iot:GetPolicy policy/', ''));
      expect(policies).to.deep.equal(expected);
    });
  }
});

describe("a provisioning role's trust", () => {
  it('is in AWS IoT, for one template of one account', () => {
    expect(provisioningRoleTrust(place, 'fleet')).to.deep.equal({
      service: 'iot.amazonaws.com',
      action: 'sts:AssumeRole',
      conditions: {
        StringEquals: { 'aws:SourceAccount': '123456789012' },
        ArnLike: {
          'aws:SourceArn': 'arn:aws:iot:eu-west-1:123456789012:provisioningtemplate/fleet',
        },
      },
    });
  });

  it('is in all of AWS IoT in the account and region where that is asked for', () => {
    const { conditions } = provisioningRoleTrust(place, 'fleet', { source: 'account' });
    expect(conditions.ArnLike).to.deep.equal({
      'aws:SourceArn': 'arn:aws:iot:eu-west-1:123456789012:*',
    });
  });
});

describe("a provisioning template's name", () => {
  it('has 1 to 36 letters, digits, _ and -', () => {
    const names = fc.string({ unit: fc.constantFrom(...'azAZ09_-'), minLength: 1, maxLength: 36 });
    fc.assert(
      fc.property(names, (name) => {
        expect(checkTemplateName(name)).to.equal(name);
        expect(provisioningTemplateArn(place, name)).to.match(new RegExp(`/${name}$`));
      }),
    );
  });

  it('is not nothing, whose text would be one', () => {
    const nothing = () => Reflect.apply(checkTemplateName, undefined, [undefined]);
    expect(nothing).to.throw().with.property('code', 'TEMPLATE_NAME_INVALID');
  });

  for (const name of ['', 'a'.repeat(37), 'my fleet', 'fleet*', 'fleet/2', 'flåte', 'fleet\n']) {
    it(`is not ${JSON.stringify(name)}`, () => {
      for (const refused of [
        () => checkTemplateName(name, 'Fleet/Template: templateName'),
        () => provisioningTemplateArn(place, name),
        () => provisioningRoleTrust(place, name),
      ]) {
        expect(refused).to.throw().with.property('code', 'TEMPLATE_NAME_INVALID');
      }
      expect(() => checkTemplateName(name, 'Fleet/Template: templateName')).to.throw(
        /^Fleet\/Template: templateName: /,
      );
    });
  }
});
