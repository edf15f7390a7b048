import { parseTemplateArn } from '@gangway/core';
import { expect } from 'chai';

const arn = 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet';

describe('parseTemplateArn', () => {
  it('takes an ARN apart', () => {
    expect(parseTemplateArn(arn)).to.deep.equal({
      arn,
      partition: 'aws',
      region: 'us-east-1',
      account: '123456789012',
      name: 'first-fleet',
    });
    expect(parseTemplateArn(arn)).to.be.frozen;
  });

  const good = [
    'arn:aws-cn:iot:cn-north-1:123456789012:provisioningtemplate/a',
    'arn:aws-us-gov:iot:us-gov-west-1:123456789012:provisioningtemplate/A_b-9',
    'arn:aws-iso-b:iot:us-isob-east-1:123456789012:provisioningtemplate/x',
    'arn:aws:iot:ap-southeast-12:123456789012:provisioningtemplate/x',
    `arn:aws:iot:eu-west-1:123456789012:provisioningtemplate/${'n'.repeat(36)}`,
  ];
  for (const value of good) {
    it(`takes ${value.slice(0, 70)}`, () => expect(parseTemplateArn(value)?.arn).to.equal(value));
  }

  const bad: readonly (readonly [string, unknown])[] = [
    ['nothing', undefined],
    ['an array that reads like one', [arn]],
    ['text before', `x${arn}`],
    ['text behind', `${arn}/other`],
    ['a line behind', `${arn}\n`],
    ['another service', arn.replace(':iot:', ':iam:')],
    ['another resource', arn.replace('provisioningtemplate', 'thing')],
    ['another partition word', arn.replace('arn:aws:', 'arn:awsx:')],
    ['an empty partition', arn.replace('arn:aws:', 'arn::')],
    ['no region', arn.replace('us-east-1', '')],
    ['a region in capitals', arn.replace('us-east-1', 'US-EAST-1')],
    ['a region without number', arn.replace('us-east-1', 'us-east')],
    ['a region with a suffix', arn.replace('us-east-1', 'us-east-1.evil')],
    ['an account of eleven digits', arn.replace('123456789012', '12345678901')],
    ['an account of thirteen digits', arn.replace('123456789012', '1234567890123')],
    ['an account in full-width digits', arn.replace('123456789012', '１23456789012')],
    ['a wildcard', arn.replace('first-fleet', '*')],
    ['an empty name', arn.replace('first-fleet', '')],
    ['a name of 37 characters', arn.replace('first-fleet', 'n'.repeat(37))],
    ['a name with a dot', arn.replace('first-fleet', 'first.fleet')],
    ['a megabyte', `${arn}${'a'.repeat(1_000_000)}`],
  ];
  for (const [what, value] of bad) {
    it(`takes no ${what}`, () => expect(parseTemplateArn(value)).to.equal(undefined));
  }
});
