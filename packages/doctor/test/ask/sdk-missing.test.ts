import { expect } from 'chai';
import { SdkMissing } from '../../dist/ask/service-client.js';

describe("a client of AWS's SDK that is not installed", () => {
  it('is named, with one command for all that an examination asks with', () => {
    const fault = new SdkMissing('@aws-sdk/client-iam', {});
    expect(fault.message).to.match(/^@aws-sdk\/client-iam is not installed; run: npm install /);
    const [, command = ''] = fault.message.split('npm install ');
    expect(command.split(' ')).to.have.members([
      '@aws-sdk/client-cloudwatch',
      '@aws-sdk/client-cloudwatch-logs',
      '@aws-sdk/client-dynamodb',
      '@aws-sdk/client-iam',
      '@aws-sdk/client-iot',
      '@aws-sdk/client-lambda',
    ]);
  });
});
