import type { Place } from '@gangway/deployment';
import { stackMutations } from '@gangway/testing/stacks';
import { expect } from 'chai';
import { examinedStack, withAlarmActions } from './account/examined-stack.js';
import { DeploymentRefused } from './account/resolved-stack.js';
import { exampleNames, exampleTemplates } from './stacks.js';

const place: Place = { partition: 'aws', region: 'eu-north-1', account: '123456789012' };
const places: readonly Place[] = [
  place,
  { ...place, partition: 'aws-cn', region: 'cn-north-1' },
  { ...place, partition: 'aws-us-gov', region: 'us-gov-west-1' },
];

/** What can be wrong with a stack and is not found in the account, and why. */
const unseen: ReadonlyMap<RegExp, string> = new Map([
  [
    /^ALARM_(?:COMPARISON|DESCRIPTION|MISSING_DATA|REFUSALS|UNIT|) /,
    'when an alarm rings is its owner’s',
  ],
  [/^BACK_DOOR /, 'what else an account holds is not gone through'],
  [/^EVENTS_GIVEN_UP /, 'how often Lambda tries again is its owner’s; what it gives up is kept'],
  [/^FUNCTION_CODE /, 'code is compared with the zip at hand, and here is none'],
  [
    /^FUNCTION_(?:ENVIRONMENT|SETTING) /,
    'no environment is read, and no setting but those of a hook',
  ],
  [/^(?:LOG|VERSION)_NOT_KEPT |^TEMPLATE_KEPT /, 'AWS tells of no stack, and so not what it keeps'],
  [/^RESOURCE_CONDITIONAL /, 'a condition is CloudFormation’s, and no account tells of one'],
  [/^ALIAS_NAME /, 'an alias may have any name'],
  [/^FUNCTION_ARCHITECTURE /, 'a bundle runs on either'],
  [/^PERMISSION_ACTION /, 'to call is all that a service does'],
  [/_BEFORE_PERMISSION /, 'what came first cannot be told afterwards'],
  [
    /^ROLE_TRUST_SOURCE_(?:ACCOUNT|ARN) (?:FleetRole|LifecyclePresenceErrorRole)/,
    'the other condition keeps other accounts out',
  ],
  [/^GRANT_EXCESS FleetRole.*: a resource more$/, 'its statement is about every resource'],
  [/^RULE_SQL_VERSION /, 'the SQL means the same in both'],
  [/^TABLE_(?:BILLING|ENCRYPTION|NOT_KEPT) /, 'DynamoDB encrypts anyway, and tells of no stack'],
  [/ (?:without )?LifecycleFailures/, 'nobody asks about the queue'],
  [/^GRANT_.* LifecyclePresenceErrorRole/, 'what an error action needs is not told'],
]);

const reasonsNotFound = (missed: string) => [...unseen.keys()].filter((one) => one.test(missed));

for (const name of exampleNames) {
  describe(`what is found in an account to which the example ${name} is deployed`, () => {
    let example: ReturnType<typeof exampleTemplates>['synthesised'];

    before(function () {
      this.timeout(60_000);
      example = exampleTemplates(name).synthesised;
    });

    it('is that its alarms, which have no action, tell nobody', async () => {
      const codes = (await examinedStack(example, place)).map(({ code }) => code);
      expect([...new Set(codes)]).to.deep.equal(['ALARM_SILENT']);
    });

    for (const where of places) {
      it(`is nothing where they have one, in ${where.region}`, async () => {
        expect(await examinedStack(withAlarmActions(example), where)).to.deep.equal([]);
      });
    }

    // Of a container and the network before it, nothing is asked.
    if (name === 'container') return;
    it('is each thing that was taken away or changed, but for what cannot be seen there', async function () {
      this.timeout(60_000);
      const sound = withAlarmActions(example);
      let found = 0;
      const missed: string[] = [];
      for (const { code, name: mutation, template } of stackMutations(sound.template)) {
        try {
          const findings = await examinedStack({ ...sound, template }, place);
          if (findings.length > 0) found += 1;
          else missed.push(`${code} ${mutation}`);
        } catch (error) {
          if (!(error instanceof DeploymentRefused)) throw error;
        }
      }
      expect(missed.filter((one) => reasonsNotFound(one).length === 0)).to.deep.equal([]);
      expect(found).to.be.greaterThan(60);
    });
  });
}
