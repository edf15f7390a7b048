import { expect } from 'chai';
import fc from 'fast-check';
import { evaluatePolicies, type PolicyQuestion } from '../../dist/policy/evaluate-policies.js';
import type { PolicyContext } from '../../dist/policy/policy-context.js';
import { readPolicy } from '../../dist/policy/policy-document.js';

// Policy variables are written as `${…}` in policies.
const variable = (key: string) => `$\{${key}}`;
const arn = (rest: string) => `arn:aws:iot:us-east-1:123456789012:${rest}`;

const allow = { Effect: 'Allow', Action: 'iot:*', Resource: '*' };
const deny = { ...allow, Effect: 'Deny' };

const context: PolicyContext = {
  clientId: 'SN-0001',
  thing: {
    thingName: 'SN-0001',
    thingTypeName: 'sensor',
    attributes: { site: 'Oslo', __proto__: 'x' },
  },
};
const stranger: PolicyContext = { clientId: 'SN-0001' };

const ask = (
  statements: readonly unknown[],
  {
    action = 'iot:Publish',
    resource = arn('topic/a/b'),
    context: asked = context,
  }: Partial<PolicyQuestion> = {},
) =>
  evaluatePolicies(readPolicy(JSON.stringify({ Statement: statements })), {
    action,
    resource,
    context: asked,
  });

describe('policies of AWS IoT', () => {
  it('allow nothing where there is none', () => {
    expect(evaluatePolicies([], { action: 'iot:Connect', resource: '*', context })).to.equal(
      'implicitDeny',
    );
    expect(ask([])).to.equal('implicitDeny');
  });

  it('deny before they allow, whatever the order', () => {
    expect(ask([allow])).to.equal('allowed');
    expect(ask([allow, deny])).to.equal('explicitDeny');
    expect(ask([deny, allow])).to.equal('explicitDeny');
  });

  for (const [pattern, action, matching] of [
    ['iot:*', 'iot:Publish', true],
    ['*', 'iot:Publish', true],
    ['iot:Pub*', 'iot:Publish', true],
    ['iot:publish', 'iot:Publish', true],
    ['iot:Publis?', 'iot:Publish', true],
    ['iot:Publish', 'iot:RetainPublish', false],
    ['iot:Pub', 'iot:Publish', false],
    ['iot:Connect', 'iot:Publish', false],
    ['s3:*', 'iot:Publish', false],
  ] as const) {
    it(`take ${pattern} ${matching ? 'for' : 'not for'} ${action}`, () => {
      expect(ask([{ ...allow, Action: pattern }], { action }) === 'allowed').to.equal(matching);
      expect(ask([allow, { ...deny, Action: [pattern] }], { action }) === 'explicitDeny').to.equal(
        matching,
      );
    });
  }

  for (const [pattern, resource, matching] of [
    ['topic/a/b', 'topic/a/b', true],
    ['topic/*', 'topic/a/b', true],
    ['topic/*/b', 'topic/a/a/b', true],
    ['topic/?/b', 'topic/a/b', true],
    ['topic/??/b', 'topic/a/b', false],
    ['topic/a', 'topic/a/b', false],
    ['topic/+/b', 'topic/a/b', false],
    ['topic/#', 'topic/a/b', false],
    ['topicfilter/a/+', 'topicfilter/a/+', true],
    ['topicfilter/*', 'topic/a/b', false],
    [`topic/${variable('iot:ClientId')}/x`, 'topic/SN-0001/x', true],
    [`topic/${variable('IOT:clientid')}/x`, 'topic/SN-0001/x', true],
    [`topic/${variable('iot:ClientId')}/x`, 'topic/SN-0002/x', false],
    [`topic/${variable('iot:Connection.Thing.ThingName')}`, 'topic/SN-0001', true],
    [`topic/${variable('iot:Connection.Thing.ThingTypeName')}`, 'topic/sensor', true],
    [`topic/${variable('iot:Connection.Thing.Attributes[site]')}/*`, 'topic/Oslo/x', true],
    [`topic/${variable('iot:Connection.Thing.Attributes[site]')}/*`, 'topic/Bergen/x', false],
    [`topic/${variable('*')}`, 'topic/*', true],
    [`topic/${variable('*')}`, 'topic/a', false],
    [`topic/${variable('$')}${variable('?')}`, 'topic/$?', true],
  ] as const) {
    it(`take ${pattern} ${matching ? 'for' : 'not for'} ${resource}`, () => {
      const question = { resource: arn(resource) };
      expect(ask([{ ...allow, Resource: arn(pattern) }], question) === 'allowed').to.equal(
        matching,
      );
      expect(ask([allow, { ...deny, Resource: arn(pattern) }], question) === 'allowed').to.equal(
        !matching,
      );
    });
  }

  for (const key of [
    'iot:Connection.Thing.ThingName',
    'iot:Connection.Thing.Attributes[nothing]',
    'iot:Certificate.Subject.CommonName',
    'aws:username',
  ]) {
    it(`allow nothing and deny everything by a variable without a value: ${key}`, () => {
      const Resource = arn(`topic/${variable(key)}`);
      for (const resource of [arn('topic/'), arn('topic/SN-0001'), arn('topic/undefined')]) {
        const question = { resource, context: stranger };
        expect(ask([{ ...allow, Resource }], question)).to.equal('implicitDeny');
        expect(ask([allow, { ...deny, Resource }], question)).to.equal('explicitDeny');
      }
    });
  }

  it('take a value for itself: a wildcard in a client id is none', () => {
    const statement = { ...allow, Resource: arn(`client/${variable('iot:ClientId')}`) };
    for (const [clientId, resource, answer] of [
      ['*', 'client/SN-0002', 'implicitDeny'],
      ['*', 'client/*', 'allowed'],
      [variable('*'), 'client/*', 'implicitDeny'],
      ['?', 'client/x', 'implicitDeny'],
    ] as const) {
      expect(ask([statement], { resource: arn(resource), context: { clientId } })).to.equal(answer);
    }
  });

  for (const [condition, holds] of [
    [{ Bool: { 'iot:Connection.Thing.IsAttached': ['true'] } }, true],
    [{ Bool: { 'iot:Connection.Thing.IsAttached': true } }, true],
    [{ Bool: { 'iot:Connection.Thing.IsAttached': 'false' } }, false],
    [{ StringEquals: { 'iot:ClientId': ['other', 'SN-0001'] } }, true],
    [{ StringEquals: { 'iot:ClientId': 'sn-0001' } }, false],
    [{ StringEquals: { 'iot:ClientId': 'SN-*' } }, false],
    [{ StringEqualsIgnoreCase: { 'iot:ClientId': 'sn-0001' } }, true],
    [{ StringNotEquals: { 'iot:ClientId': 'SN-0001' } }, false],
    [{ StringNotEquals: { 'iot:ClientId': ['SN-0002', 'SN-0003'] } }, true],
    [{ StringLike: { 'iot:ClientId': 'SN-*' } }, true],
    [{ StringNotLike: { 'iot:ClientId': 'SN-*' } }, false],
    [{ StringEquals: { 'iot:ClientId': variable('iot:Connection.Thing.ThingName') } }, true],
    [{ StringEquals: { 'iot:Connection.Thing.Attributes[site]': 'Oslo' } }, true],
    [{ StringEquals: { 'iot:Connection.Thing.Attributes[none]': 'Oslo' } }, false],
    [{ StringNotEquals: { 'iot:Connection.Thing.Attributes[none]': 'Oslo' } }, true],
    [
      {
        StringEquals: { 'iot:ClientId': 'SN-0001' },
        Bool: { 'iot:Connection.Thing.IsAttached': 'false' },
      },
      false,
    ],
    [{ 'ForAllValues:StringEquals': { 'iot:ConnectAttributes': ['LastWill'] } }, true],
    [{ 'ForAnyValue:StringEquals': { 'iot:ConnectAttributes': ['LastWill'] } }, false],
    [{}, true],
  ] as const) {
    it(`hold ${JSON.stringify(condition)} for ${holds ? 'true' : 'false'}`, () => {
      expect(ask([{ ...allow, Condition: condition }]) === 'allowed').to.equal(holds);
      expect(ask([allow, { ...deny, Condition: condition }]) === 'explicitDeny').to.equal(holds);
    });
  }

  it('tell what a connection asks for beside being made', () => {
    const Condition = {
      'ForAllValues:StringEquals': { 'iot:ConnectAttributes': ['PersistentConnect'] },
    };
    const statement = { ...allow, Action: 'iot:Connect', Condition };
    for (const [connectAttributes, answer] of [
      [[], 'allowed'],
      [['PersistentConnect'], 'allowed'],
      [['PersistentConnect', 'LastWill'], 'implicitDeny'],
    ] as const) {
      const question = {
        action: 'iot:Connect',
        context: { ...context, connectAttributes },
      } as const;
      expect(ask([statement], question)).to.equal(answer);
    }
  });

  for (const [what, change] of [
    ['a condition operator', { Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } }],
    ['a key of a condition', { Condition: { StringEquals: { 'aws:username': 'x' } } }],
    ['an element', { NotResource: 'x' }],
    ['a condition that is no object', { Condition: ['x'] }],
    ['a value of a condition', { Condition: { StringEquals: { 'iot:ClientId': 7 } } }],
    ['an action', { Action: { '*': '*' } }],
    ['no resource', { Resource: undefined }],
  ] as const) {
    it(`allow nothing and deny everything by what they do not know: ${what}`, () => {
      expect(ask([{ ...allow, ...change }])).to.equal('implicitDeny');
      expect(ask([allow, { ...deny, ...change }])).to.equal('explicitDeny');
    });
  }

  for (const document of [
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '{}',
    '{"Statement":"x"}',
    '{"Statement":[7]}',
  ]) {
    it(`deny everything where they cannot be read: ${document}`, () => {
      const statements = [
        ...readPolicy(JSON.stringify({ Statement: allow })),
        ...readPolicy(document),
      ];
      expect(
        evaluatePolicies(statements, { action: 'iot:Connect', resource: 'x', context }),
      ).to.equal('explicitDeny');
    });
  }

  it('never throw, whatever the document', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.string(), (document, resource) => {
        const answer = evaluatePolicies(readPolicy(document), {
          action: 'iot:Publish',
          resource,
          context,
        });
        expect(answer).to.be.oneOf(['explicitDeny', 'implicitDeny', 'allowed']);
      }),
    );
  });

  it('allow no more where a deny is added, and nothing that no allow matches', () => {
    const text = fc.stringMatching(/^[ab/*?]{0,8}$/);
    const statement = fc.record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.constantFrom('iot:*', 'iot:Publish', 'iot:Connect'),
      Resource: fc.array(
        text.map((rest) => arn(`topic/${rest}`)),
        { minLength: 1, maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(
        fc.array(statement, { maxLength: 4 }),
        statement,
        text,
        (statements, one, topic) => {
          const question = { resource: arn(`topic/${topic}`) };
          const before = ask(statements, question);
          const after = ask([...statements, { ...one, Effect: 'Deny' }], question);
          if (before !== 'allowed') expect(after).to.not.equal('allowed');
          const denies = statements.filter(({ Effect }) => Effect === 'Deny');
          expect(ask(denies, question)).to.not.equal('allowed');
        },
      ),
    );
  });
});
