import { allowedTemplates } from '@gangway/plugins/allowed-templates';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { decide, faultOf, verdictOf } from './deciding.js';

const arn = 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet';

describe('allowed-templates', () => {
  const hook = [allowedTemplates({ arns: [arn, `${arn}-2`] })];

  it('permits the templates that are listed', async () => {
    for (const templateArn of [arn, `${arn}-2`]) {
      expect(verdictOf(await decide(hook, anEvent({ templateArn })))).to.equal('ALLOW');
    }
  });

  for (const [what, templateArn] of Object.entries({
    'another account': arn.replace('123456789012', '123456789013'),
    'another region': arn.replace('us-east-1', 'us-east-2'),
    'another partition': arn.replace('arn:aws:', 'arn:aws-cn:'),
    'another name': arn.replace('first', 'second'),
    'part of a name': arn.slice(0, -1),
    'a name with more behind it': `${arn}-3`,
    'another case': arn.replace('first', 'First'),
  })) {
    it(`denies ${what}`, async () => {
      const decision = await decide(hook, anEvent({ templateArn }));
      expect(verdictOf(decision)).to.equal('DENY_POLICY TEMPLATE_NOT_ALLOWED');
    });
  }

  it('refuses options that name no template, or name one in part', () => {
    const make = allowedTemplates as (options?: unknown) => unknown;
    expect(faultOf(() => make())).to.match(/^OPTION_INVALID: .*"arns"/);
    expect(faultOf(() => make({ arns: [] }))).to.match(/^OPTION_INVALID: .*at least one/);
    expect(faultOf(() => make({ arn: [arn] }))).to.match(/^OPTION_UNKNOWN: .*"arns"\?/);
    for (const partial of [
      'first-fleet',
      `${arn.slice(0, -11)}*`,
      arn.replace('123456789012', '*'),
    ]) {
      expect(faultOf(() => make({ arns: [arn, partial] }))).to.match(
        /^OPTION_INVALID: .*"arns\.1": is not the ARN of a template/,
      );
    }
  });
});
