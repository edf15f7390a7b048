import type { Permission } from '@gangway/core';
import {
  compareGrants,
  type PolicyStatement,
  readGrants,
  statementsFor,
} from '@gangway/deployment';
import { expect } from 'chai';
import fc from 'fast-check';

const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };

const permissions: fc.Arbitrary<readonly Permission[]> = fc.array(
  fc.record({
    action: fc.constantFrom(
      'iot:GetPolicy',
      'iot:CreateThing',
      'dynamodb:GetItem',
      'ssm:GetParameter',
    ),
    resource: fc.constantFrom(
      'arn:aws:iot:*:*:cert/*',
      'arn:aws:iot:*:*:policy/fleet',
      'arn:aws:dynamodb:*:*:table/devices',
      'arn:aws:dynamodb:us-east-1:*:table/devices',
      'arn:aws:lambda:eu-west-1:123456789012:function:hook',
      '*',
    ),
  }),
  { maxLength: 12 },
);

/** As IAM holds them. */
const documentOf = (statements: readonly PolicyStatement[]) => ({
  Version: '2012-10-17',
  Statement: statements.map(({ actions, resources }) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
  })),
});

const granted = (statements: readonly PolicyStatement[]) =>
  readGrants(documentOf(statements), 'the policy');

const pairsOf = (statements: readonly PolicyStatement[]) =>
  statements.flatMap(({ actions, resources }) =>
    actions.flatMap((action) => resources.map((resource) => `${action} ${resource}`)),
  );

describe('the statements for permissions', () => {
  it('grant each permission, placed, and nothing else', () => {
    fc.assert(
      fc.property(permissions, (needed) => {
        const pairs = pairsOf(statementsFor(needed, place));
        const each = needed.flatMap((one) => pairsOf(statementsFor([one], place)));
        expect(pairs).to.have.members([...new Set(each)]);
        expect(new Set(pairs).size, 'one of them is said twice').to.equal(pairs.length);
      }),
    );
  });

  it('are the same in whichever order the permissions come, and however often', () => {
    fc.assert(
      fc.property(permissions, (needed) => {
        const doubled = [...needed, ...needed].reverse();
        expect(statementsFor(doubled, place)).to.deep.equal(statementsFor(needed, place));
      }),
    );
  });

  it('say the resources of no two statements twice, and actions in order', () => {
    fc.assert(
      fc.property(permissions, (needed) => {
        const statements = statementsFor(needed, place);
        const keys = statements.map(({ resources }) => JSON.stringify(resources));
        expect(new Set(keys).size).to.equal(keys.length);
        for (const { actions } of statements) expect(actions).to.deep.equal([...actions].sort());
      }),
    );
  });

  it('leave nothing to be missed and nothing too many, as IAM reads them', () => {
    fc.assert(
      fc.property(permissions, (needed) => {
        const statements = statementsFor(needed, place);
        expect(compareGrants(statements, granted(statements))).to.deep.equal({
          missing: [],
          excess: [],
        });
      }),
    );
  });

  it('are found short of an action that is taken away, and over by one that is added', () => {
    const few = permissions.filter((it) => it.length > 0);
    fc.assert(
      fc.property(few, fc.nat(), (needed, seed) => {
        const statements = statementsFor(
          // `*` covers what others say, so that taking one of those away takes nothing away.
          needed.filter(({ resource }) => resource !== '*'),
          place,
        );
        fc.pre(statements.length > 0);
        const at = seed % statements.length;
        const less = statements.map((one, index) =>
          index === at ? { ...one, actions: one.actions.slice(1) } : one,
        );
        const more = statements.map((one, index) =>
          index === at ? { ...one, actions: [...one.actions, 'iot:DeleteThing'] } : one,
        );
        expect(compareGrants(statements, granted(less)).missing).to.not.be.empty;
        expect(compareGrants(statements, granted(less)).excess).to.be.empty;
        expect(compareGrants(statements, granted(more)).excess).to.not.be.empty;
        expect(compareGrants(statements, granted(more)).missing).to.be.empty;
      }),
    );
  });
});

describe('the place of a permission', () => {
  const resourceIn = (resource: string, where = place) =>
    statementsFor([{ action: 'iot:GetPolicy', resource }], where)[0]?.resources[0];

  it('fills in the partition, and a region and an account that are left open', () => {
    const china = { partition: 'aws-cn', region: 'cn-north-1', account: '210987654321' };
    expect(resourceIn('arn:aws:iot:*:*:cert/*', china)).to.equal(
      'arn:aws-cn:iot:cn-north-1:210987654321:cert/*',
    );
    expect(resourceIn('arn:aws:iot:::cert/*', china)).to.equal(
      'arn:aws-cn:iot:cn-north-1:210987654321:cert/*',
    );
  });

  it('keeps a region and an account that are said', () => {
    const said = 'arn:aws:secretsmanager:us-east-1:210987654321:secret:keys-AbCdEf';
    expect(resourceIn(said)).to.equal(said);
  });

  it('keeps what is no ARN', () => {
    expect(resourceIn('*')).to.equal('*');
  });

  it('puts no region into the ARN of a service that has none', () => {
    expect(resourceIn('arn:aws:s3:::bucket/*')).to.equal('arn:aws:s3:::bucket/*');
    expect(resourceIn('arn:aws:iam::*:role/a')).to.equal('arn:aws:iam::123456789012:role/a');
  });

  it('passes on values that the deployment fills in, untouched, on either side', () => {
    const later = fc.constantFrom(
      `\${Token[AWS.Region.4]}`,
      `\${AWS::Region}`,
      `\${Token[TOKEN.12]}`,
      'eu-west-1',
    );
    fc.assert(
      fc.property(later, later, later, later, (partition, region, account, table) => {
        const where = { partition, region, account };
        expect(resourceIn(`arn:aws:dynamodb:*:*:table/${table}`, where)).to.equal(
          `arn:${partition}:dynamodb:${region}:${account}:table/${table}`,
        );
        expect(resourceIn(`arn:${partition}:dynamodb:${region}:*:table/${table}`, where)).to.equal(
          `arn:${partition}:dynamodb:${region}:${account}:table/${table}`,
        );
      }),
    );
  });
});
