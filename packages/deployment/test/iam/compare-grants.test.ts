import { compareGrants, readGrants } from '@gangway/deployment';
import { expect } from 'chai';

const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/devices';
const needed = [{ actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [table] }];
const exact = {
  Effect: 'Allow',
  Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
  Resource: table,
};

const compare = (...statements: readonly object[]) =>
  compareGrants(needed, readGrants({ Statement: statements }, 'the policy'));

describe('a comparison of what is granted with what is needed', () => {
  it('finds nothing where they are the same, in any case and with any wildcard that changes nothing', () => {
    const same = { missing: [], excess: [] };
    expect(compare(exact)).to.deep.equal(same);
    const actions = ['DynamoDB:getitem', 'dynamodb:UPDATEITEM'];
    expect(compare({ ...exact, Action: actions })).to.deep.equal(same);
  });

  it('finds what is missing, and nothing else', () => {
    expect(compare({ ...exact, Action: 'dynamodb:GetItem' })).to.deep.equal({
      missing: [{ action: 'dynamodb:UpdateItem', resource: table, why: 'absent' }],
      excess: [],
    });
  });

  it('finds an action that nobody needs', () => {
    expect(compare(exact, { ...exact, Action: 'dynamodb:DeleteItem' })).to.deep.equal({
      missing: [],
      excess: [
        { action: 'dynamodb:DeleteItem', resource: table, why: 'unneeded', conditional: false },
      ],
    });
  });

  it('finds an action and a resource that are too wide', () => {
    expect(compare({ ...exact, Action: 'dynamodb:*' }).excess).to.deep.equal([
      { action: 'dynamodb:*', resource: table, why: 'too wide', conditional: false },
    ]);
    const wide = 'arn:aws:dynamodb:*:*:table/*';
    expect(compare({ ...exact, Resource: wide }).excess.map(({ why }) => why)).to.deep.equal([
      'too wide',
      'too wide',
    ]);
  });

  it('finds a resource that is too narrow', () => {
    const { missing } = compareGrants(
      [
        {
          actions: ['iot:DescribeThing'],
          resources: ['arn:aws:iot:eu-west-1:123456789012:thing/*'],
        },
      ],
      [
        {
          effect: 'Allow',
          actions: ['iot:DescribeThing'],
          resources: ['arn:aws:iot:eu-west-1:123456789012:thing/a*'],
        },
      ],
    );
    expect(missing.map(({ why }) => why)).to.deep.equal(['absent']);
  });

  it('holds a denial before what allows, also one that touches no more than a part', () => {
    const denial = { Effect: 'Deny', Action: 'dynamodb:Update*', Resource: '*' };
    expect(compare(exact, denial).missing).to.deep.equal([
      { action: 'dynamodb:UpdateItem', resource: table, why: 'denied' },
    ]);
    const elsewhere = { ...denial, Resource: `${table}/index/*` };
    expect(compare(exact, elsewhere).missing).to.be.empty;
  });

  it('does not rely on what hangs on a condition, whichever way', () => {
    const Condition = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };
    const { missing, excess } = compare({ ...exact, Condition });
    expect(missing.map(({ why }) => why)).to.deep.equal(['conditional', 'conditional']);
    expect(excess).to.be.empty;
    const denial = { Effect: 'Deny', Action: '*', Resource: '*', Condition };
    expect(compare(exact, denial).missing.map(({ why }) => why)).to.deep.equal([
      'conditional',
      'conditional',
    ]);
  });

  it('tells that what nobody needs hangs on a condition', () => {
    const Condition = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };
    const more = { Effect: 'Allow', Action: 'iot:*', Resource: '*', Condition };
    expect(compare(exact, more).excess).to.deep.equal([
      { action: 'iot:*', resource: '*', why: 'unneeded', conditional: true },
    ]);
  });

  it('lets what allows all but something be too much, always', () => {
    const allBut = { Effect: 'Allow', NotAction: 'iam:*', Resource: table };
    expect(compare(allBut)).to.deep.equal({
      missing: [],
      excess: [{ action: '*', resource: table, why: 'too wide', conditional: false }],
    });
    const { missing, excess } = compare({ ...allBut, NotAction: 'dynamodb:Get*' });
    expect(missing.map(({ action }) => action)).to.deep.equal(['dynamodb:GetItem']);
    expect(excess).to.have.lengthOf(1);
    const elsewhere = { Effect: 'Allow', Action: 'dynamodb:GetItem', NotResource: table };
    expect(compare(exact, elsewhere).excess).to.have.lengthOf(1);
  });

  it('denies all but something, too', () => {
    const denial = { Effect: 'Deny', NotAction: 'dynamodb:GetItem', Resource: '*' };
    expect(compare(exact, denial).missing.map(({ action }) => action)).to.deep.equal([
      'dynamodb:UpdateItem',
    ]);
  });

  it('counts nothing as granted that is denied all the same', () => {
    const more = { Effect: 'Allow', Action: 'dynamodb:DeleteItem', Resource: '*' };
    expect(compare(exact, more, { ...more, Effect: 'Deny' }).excess).to.be.empty;
  });
});

describe('the reading of an IAM policy', () => {
  const unreadable = [
    ['no JSON', '{'],
    ['no statement', {}],
    ['an effect that there is not', { Statement: { ...exact, Effect: 'Maybe' } }],
    ['a member that is not known', { Statement: { ...exact, Principal: '*' } }],
    ['an action and all but it', { Statement: { ...exact, NotAction: 'iot:*' } }],
    ['no resource', { Statement: { Effect: 'Allow', Action: 'iot:*' } }],
  ] as const;

  for (const [what, policy] of unreadable) {
    it(`refuses one with ${what}`, () => {
      expect(() => readGrants(policy, 'the policy'))
        .to.throw()
        .with.property('code', 'POLICY_UNREADABLE');
    });
  }

  it('takes one statement for a list of one, JSON for what it says, and an empty condition for none', () => {
    const read = [{ effect: 'Allow', actions: ['iot:*'], resources: ['*'] }];
    const Statement = { Effect: 'Allow', Action: 'iot:*', Resource: '*' };
    expect(readGrants(JSON.stringify({ Statement }), 'the policy')).to.deep.equal(read);
    expect(
      readGrants({ Statement: [{ ...Statement, Condition: {} }] }, 'the policy'),
    ).to.deep.equal(read);
  });
});
