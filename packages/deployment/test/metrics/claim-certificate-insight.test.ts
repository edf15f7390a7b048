import { claimCertificateInsight } from '@gangway/deployment';
import { expect } from 'chai';

describe('claimCertificateInsight', () => {
  const { name, body } = claimCertificateInsight('/aws/lambda/fleet-hook');

  it('ranks claim certificates by refusals alone, out of JSON lines', () => {
    expect(body).to.deep.equal({
      Schema: { Name: 'CloudWatchLogRule', Version: 1 },
      LogGroupNames: ['/aws/lambda/fleet-hook'],
      LogFormat: 'JSON',
      Contribution: {
        Keys: ['$.claimCertificateId'],
        Filters: [{ Match: '$.outcome', In: ['DENY_POLICY'] }],
      },
      AggregateOn: 'Count',
    });
  });

  it('is within what CloudWatch takes', () => {
    expect(name).to.match(/^[\x20-\x7e]{1,128}$/);
    expect(JSON.stringify(body)).to.match(/^[\x20-\x7e]{1,8192}$/);
  });

  it('takes another name', () => {
    expect(claimCertificateInsight('log', 'fleet').name).to.equal('fleet');
  });
});
