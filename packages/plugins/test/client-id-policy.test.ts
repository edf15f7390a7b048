import { clientIdPolicy } from '@gangway/plugins/client-id-policy';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { decide, faultOf, verdictOf } from './deciding.js';

const notAllowed = 'DENY_POLICY CLIENT_ID_NOT_ALLOWED';
const mismatch = 'DENY_POLICY CLIENT_ID_MISMATCH';

async function judge(clientId: string, options: Parameters<typeof clientIdPolicy>[0]) {
  return verdictOf(await decide([clientIdPolicy(options)], anEvent({ clientId })));
}

describe('client-id-policy', () => {
  it('matches the whole id, not a part of it', async () => {
    const options = { pattern: 'SN-[0-9]{4}|gateway' };
    expect(await judge('SN-0001', options)).to.equal('ALLOW');
    expect(await judge('gateway', options)).to.equal('ALLOW');
    for (const near of ['xSN-0001', 'SN-00011', 'SN-0001/x', 'sn-0001', 'gateways']) {
      expect(await judge(near, options), near).to.equal(notAllowed);
    }
  });

  it('holds the id between two lengths', async () => {
    const options = { minLength: 3, maxLength: 4 };
    expect(await judge('ab', options)).to.equal(notAllowed);
    expect(await judge('abc', options)).to.equal('ALLOW');
    expect(await judge('abcd', options)).to.equal('ALLOW');
    expect(await judge('abcde', options)).to.equal(notAllowed);
  });

  it('asks that the id equals a parameter', async () => {
    const options = { equalsParameter: 'SerialNumber' };
    expect(await judge('SN-0001', options)).to.equal('ALLOW');
    expect(await judge('SN-0002', options)).to.equal(mismatch);
    expect(await judge('SN-0001', { equalsParameter: 'Absent' })).to.equal(mismatch);
  });

  it('tells which parameter it reads', () => {
    expect(clientIdPolicy({ equalsParameter: 'SerialNumber' }).parameters).to.deep.equal([
      'SerialNumber',
    ]);
    expect(clientIdPolicy({ minLength: 3 }).parameters).to.deep.equal([]);
  });

  it('refuses options that ask nothing, contradict themselves or do not compile', () => {
    const make = clientIdPolicy as (options?: unknown) => unknown;
    for (const [options, fault] of [
      [undefined, /^OPTION_INVALID: .*at least one rule/],
      [{ patern: 'x' }, /^OPTION_UNKNOWN: .*"pattern"\?/],
      [{ pattern: '(' }, /^OPTION_INVALID: .*"pattern": .*missing closing \)/],
      [{ pattern: '(a)\\1' }, /^OPTION_INVALID: .*"pattern": .*invalid escape sequence/],
      [{ minLength: 9, maxLength: 8 }, /^OPTION_INVALID: .*minLength is over maxLength/],
      [{ maxLength: 129 }, /^OPTION_INVALID: .*"maxLength"/],
      [{ equalsParameter: 'AWS::IoT::Certificate::Id' }, /^OPTION_INVALID: .*"equalsParameter"/],
    ] as const) {
      expect(faultOf(() => make(options))).to.match(fault);
    }
  });
});
