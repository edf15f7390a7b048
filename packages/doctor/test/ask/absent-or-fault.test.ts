import type { Service } from '@gangway/doctor';
import { expect } from 'chai';
import { accountServer } from './asking.js';

const subjects: Readonly<Record<Service, readonly [string, Readonly<Record<string, string>>]>> = {
  cloudwatch: ['DescribeAlarms', { AlarmNamePrefix: 'hook' }],
  dynamodb: ['DescribeTable', { TableName: 'devices' }],
  iam: ['GetRole', { RoleName: 'hook-role' }],
  iot: ['DescribeProvisioningTemplate', { templateName: 'first-fleet' }],
  lambda: ['GetPolicy', { FunctionName: 'hook', Qualifier: 'live' }],
  logs: ['DescribeLogGroups', { logGroupNamePrefix: '/aws/lambda/hook' }],
};

/** As the services say it: the name on the wire, its status, and the name that the SDK gives the error. */
const absences = [
  ['dynamodb', 400, 'ResourceNotFoundException', 'ResourceNotFoundException'],
  ['iam', 404, 'NoSuchEntity', 'NoSuchEntityException'],
  ['iot', 404, 'ResourceNotFoundException', 'ResourceNotFoundException'],
  ['lambda', 404, 'ResourceNotFoundException', 'ResourceNotFoundException'],
  ['logs', 400, 'ResourceNotFoundException', 'ResourceNotFoundException'],
] as const;

const faults = [
  ['cloudwatch', 400, 'AccessDeniedException', /needs the IAM action cloudwatch:DescribeAlarms/],
  ['dynamodb', 400, 'AccessDeniedException', /needs the IAM action dynamodb:DescribeTable/],
  ['iam', 403, 'AccessDenied', /needs the IAM action iam:GetRole/],
  ['iot', 403, 'AccessDeniedException', /needs the IAM action iot:DescribeProvisioningTemplate/],
  ['iot', 401, 'UnauthorizedException', /needs the IAM action/],
  ['lambda', 403, 'AccessDeniedException', /needs the IAM action lambda:GetPolicy/],
  ['logs', 400, 'AccessDeniedException', /needs the IAM action logs:DescribeLogGroups/],
  ['cloudwatch', 400, 'ThrottlingException', /throttled/],
  ['dynamodb', 400, 'ThrottlingException', /throttled/],
  ['iam', 400, 'Throttling', /throttled/],
  ['iot', 400, 'ThrottlingException', /throttled/],
  ['lambda', 429, 'TooManyRequestsException', /throttled/],
  ['logs', 400, 'ThrottlingException', /throttled/],
  ['cloudwatch', 403, 'ExpiredTokenException', /credentials are expired/],
  ['dynamodb', 400, 'ExpiredTokenException', /credentials are expired/],
  ['dynamodb', 400, 'UnrecognizedClientException', /credentials are expired or wrong/],
  ['iam', 403, 'ExpiredToken', /credentials are expired/],
  ['iam', 403, 'InvalidClientTokenId', /credentials are expired or wrong/],
  ['iam', 403, 'SignatureDoesNotMatch', /credentials are expired or wrong/],
  ['lambda', 403, 'ExpiredTokenException', /credentials are expired/],
  ['lambda', 403, 'InvalidSignatureException', /credentials are expired or wrong/],
  ['iot', 500, 'InternalFailureException', /failed at AWS/],
  ['lambda', 500, 'ServiceException', /failed at AWS/],
] as const;

describe('"there is none" and "could not ask"', function () {
  this.timeout(20_000);
  for (const [service, status, error, code] of absences) {
    it(`takes ${error} of ${service} for "there is none"`, async () => {
      await using server = await accountServer({ answers: [] });
      server.fail({ error, status });
      const asked = await server.account.ask(service, ...subjects[service]);
      expect(asked).to.deep.equal({ kind: 'absent', code });
    });
  }

  for (const [service, status, error, said] of faults) {
    it(`takes ${error} of ${service} for "could not ask"`, async () => {
      await using server = await accountServer({ answers: [] });
      server.fail({ error, status });
      const asked = await server.account.ask(service, ...subjects[service]);
      expect(asked).to.include({ kind: 'fault', code: error });
      expect(asked).to.have.property('message').that.matches(said);
      // What AWS says of it may quote a request, and so a session's token.
      expect(asked).to.have.property('message').that.does.not.contain('the test server');
    });
  }

  for (const service of Object.keys(subjects) as Service[]) {
    it(`takes what is not ${service} for "could not ask": {}, a page with 404, a broken connection`, async () => {
      await using server = await accountServer({ answers: [] });
      for (const fault of ['empty', 'page', 'reset'] as const) {
        server.mend();
        server.fail(fault);
        const asked = await server.account.ask(service, ...subjects[service]);
        expect(asked, fault).to.have.property('kind', 'fault');
      }
    });

    it(`takes another service's word from ${service} for "could not ask"`, async () => {
      await using server = await accountServer({ answers: [] });
      server.fail({ error: service === 'iam' ? 'NoSuchKey' : 'NoSuchEntity', status: 404 });
      const asked = await server.account.ask(service, ...subjects[service]);
      expect(asked).to.have.property('kind', 'fault');
    });
  }

  it('asks again when it is throttled once', async () => {
    const answer = { kind: 'answer', output: { logGroups: [] } } as const;
    const [operation, input] = subjects.logs;
    await using server = await accountServer({
      answers: [{ service: 'logs', operation, input, answer }],
    });
    server.fail({ error: 'ThrottlingException', status: 400 }, { times: 1 });
    expect(await server.account.ask('logs', operation, input)).to.deep.equal(answer);
    expect(server.calls).to.have.length(2);
  });

  it('names what the operating system says of a server that is not there', async () => {
    const server = await accountServer({ answers: [] });
    await server.close();
    const asked = await server.account.ask('iot', ...subjects.iot);
    expect(asked).to.include({ kind: 'fault', code: 'ECONNREFUSED' });
    expect(asked)
      .to.have.property('message')
      .that.matches(/did not reach AWS/);
  });
});
