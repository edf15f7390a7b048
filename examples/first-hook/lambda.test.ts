import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { handler } from './lambda.js';

describe('the first hook as a Lambda function', () => {
  it('answers the two fields of the contract', async () => {
    expect(await handler(anEvent({ serialNumber: 'SN-0003' }))).to.deep.equal({
      allowProvisioning: true,
      parameterOverrides: { Site: 'Tromsø' },
    });
    expect(await handler(anEvent({ serialNumber: 'SN-6666' }))).to.deep.equal({
      allowProvisioning: false,
      parameterOverrides: {},
    });
  });
});
