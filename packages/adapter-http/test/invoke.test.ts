import { InvokeCommand, type InvokeCommandInput, LambdaClient } from '@aws-sdk/client-lambda';
import { type RunningServer, serve } from '@gangway/adapter-http';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { sampleHook } from './sample-hook.js';

const denial = { allowProvisioning: false, parameterOverrides: {} };

describe("AWS's SDK invokes a served hook by its endpoint URL", function () {
  this.timeout(20_000);
  const sample = sampleHook();
  let server: RunningServer;
  let client: LambdaClient;

  before(async () => {
    server = await serve(sample.hook, { port: 0, insecure: 'loopback' });
    client = clientOf(server);
  });
  after(async () => {
    client.destroy();
    await server.close();
  });

  const invoke = (payload: string, input: Partial<InvokeCommandInput> = {}) =>
    client.send(
      new InvokeCommand({ FunctionName: 'first-fleet-hook', Payload: payload, ...input }),
    );
  const refusal = (payload: string, input: Partial<InvokeCommandInput> = {}) =>
    invoke(payload, input).then(
      () => 'no exception',
      (error: Error) => error.name,
    );

  it('and gets the decision as payload, and which version ran', async () => {
    const { StatusCode, FunctionError, ExecutedVersion, Payload } = await invoke(
      JSON.stringify(anEvent()),
    );
    expect({ StatusCode, FunctionError, ExecutedVersion }).to.deep.equal({
      StatusCode: 200,
      FunctionError: undefined,
      ExecutedVersion: '$LATEST',
    });
    expect(JSON.parse(Payload?.transformToString() ?? '')).to.deep.equal({
      allowProvisioning: true,
      parameterOverrides: { Site: 'Oslo' },
    });
  });

  it('and a denial is an answer, no failure', async () => {
    const answer = await invoke(JSON.stringify(anEvent({ serialNumber: 'SN-9999' })));
    expect(answer.FunctionError).to.equal(undefined);
    expect(JSON.parse(answer.Payload?.transformToString() ?? '')).to.deep.equal(denial);
  });

  for (const FunctionName of [
    'function',
    'first-fleet-hook:live',
    '123456789012:function:first-fleet-hook',
    'arn:aws:lambda:us-east-1:123456789012:function:first-fleet-hook:7',
  ]) {
    it(`under the name ${FunctionName}, with a qualifier and a wish for the log`, async () => {
      const answer = await invoke(JSON.stringify(anEvent()), {
        FunctionName,
        LogType: 'Tail',
        ...(FunctionName.includes(':') ? {} : { Qualifier: 'live' }),
      });
      expect(JSON.parse(answer.Payload?.transformToString() ?? '')).to.have.property(
        'allowProvisioning',
        true,
      );
    });
  }

  it('and a dry run answers 204 and decides nothing', async () => {
    const before = sample.records.length;
    const { StatusCode, Payload } = await invoke(JSON.stringify(anEvent()), {
      InvocationType: 'DryRun',
    });
    expect(StatusCode).to.equal(204);
    expect(Payload?.length ?? 0).to.equal(0);
    expect(sample.records).to.have.lengthOf(before);
  });

  it('and may not ask for a decision that nobody waits for', async () => {
    const before = sample.records.length;
    const name = await refusal(JSON.stringify(anEvent()), { InvocationType: 'Event' });
    expect(name).to.equal('InvalidParameterValueException');
    expect(sample.records).to.have.lengthOf(before);
  });

  it("and gets Lambda's exceptions for a payload that is no JSON, or too large", async () => {
    expect(await refusal('no JSON')).to.equal('InvalidRequestContentException');
    expect(await refusal(`"${'a'.repeat(300_000)}"`)).to.equal('RequestTooLargeException');
  });

  it('and is told of a fault of the hook itself as a failed function, with a denial', async () => {
    const fault = () => Promise.reject(new Error('broken'));
    const broken = { ...sample.hook, decide: fault };
    const other = await serve(broken, { port: 0, insecure: 'loopback' });
    const otherClient = clientOf(other);
    try {
      const command = new InvokeCommand({ FunctionName: 'hook', Payload: '{}' });
      const { StatusCode, FunctionError, Payload } = await otherClient.send(command);
      expect({ StatusCode, FunctionError }).to.deep.equal({
        StatusCode: 200,
        FunctionError: 'Unhandled',
      });
      expect(JSON.parse(Payload?.transformToString() ?? '')).to.deep.equal(denial);
    } finally {
      otherClient.destroy();
      await other.close();
    }
  });
});

const clientOf = ({ url }: RunningServer) =>
  new LambdaClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
