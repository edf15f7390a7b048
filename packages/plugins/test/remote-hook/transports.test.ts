import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Plugin } from '@gangway/core';
import { remoteHook } from '@gangway/plugins/remote-hook';
import { anEvent } from '@gangway/testing';
import { startLambdaServer } from '@gangway/testing/lambda';
import { expect } from 'chai';
import { detailOf, verdictOf } from '../deciding.js';
import { asking, byLambda, byUrl, serving, yes } from './asking.js';

const folder = fileURLToPath(new URL('../../', import.meta.url));
const keys = ['DeviceLocation'];
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Runs a program in a process of its own, with a hook that asks `old-hook`; it answers with its last line. */
async function run(program: string, env: NodeJS.ProcessEnv): Promise<unknown> {
  const code = `
    import { createRequire } from 'node:module';
    import { composeHook, defineHook } from '@gangway/composition';
    import { remoteHook } from '@gangway/plugins/remote-hook';
    const { cache } = createRequire(import.meta.url);
    const loaded = () => Object.keys(cache).some((path) => path.includes('client-lambda'));
    const keys = ['DeviceLocation'];
    const event = ${JSON.stringify(anEvent())};
    ${program}
  `;
  const args = ['--input-type=module', '--eval', code];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, env });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

describe('remote-hook and the SDK', () => {
  const { AWS_REGION: _one, AWS_DEFAULT_REGION: _other, ...inherited } = process.env;
  const env = {
    ...inherited,
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };

  it('asks where AWS_ENDPOINT_URL_LAMBDA says, signed, and is loaded when the hook gets ready', async () => {
    await using server = await startLambdaServer({
      functions: { 'old-hook': () => yes, 'old-hook:live': () => ({ allowProvisioning: false }) },
    });
    const answer = await run(
      `
      const [plain, live] = [undefined, 'live'].map((qualifier) =>
        composeHook(defineHook([
          remoteHook({ lambda: { functionName: 'old-hook', ...(qualifier && { qualifier }) }, keys }),
        ])),
      );
      const composed = loaded();
      await plain.prepare();
      const prepared = loaded();
      const { parameterOverrides } = await plain.decide(event);
      const { reason } = await live.decide(event);
      console.log(JSON.stringify([composed, prepared, parameterOverrides, reason.code]));
    `,
      { ...env, AWS_ENDPOINT_URL_LAMBDA: server.url, AWS_REGION: 'us-east-1' },
    );
    expect(answer).to.deep.equal([false, true, yes.parameterOverrides, 'REMOTE_HOOK_DENIED']);
    expect(server.runs).to.equal(2);
  });

  it('is loaded by no hook that goes another way', async () => {
    await using server = await serving();
    const answer = await run(
      `
      const hook = composeHook(defineHook([
        remoteHook({ url: '${server.invocationsUrl('old-hook')}', keys }),
      ]));
      await hook.prepare();
      const { outcome } = await hook.decide(event);
      console.log(JSON.stringify([outcome, loaded()]));
    `,
      env,
    );
    expect(answer).to.deep.equal(['ALLOW', false]);
  });

  it('has no region: says so, and tries again for the next request', async () => {
    await using server = await serving();
    const answer = await run(
      `
      const hook = composeHook(defineHook([
        remoteHook({ lambda: { functionName: 'old-hook', endpoint: '${server.url}' }, keys }),
      ]));
      const { reason } = await hook.decide(event);
      process.env.AWS_REGION = 'us-east-1';
      const { outcome } = await hook.decide(event);
      console.log(JSON.stringify([reason.code, reason.detail, outcome]));
    `,
      env,
    );
    expect(answer).to.deep.equal([
      'REMOTE_HOOK_UNAVAILABLE',
      'REMOTE_HOOK_UNAVAILABLE: no region is given: set the option, or AWS_REGION',
      'ALLOW',
    ]);
  });

  it("asks in the region of the function's ARN", async () => {
    await using server = await startLambdaServer({
      functions: { 'old-hook': () => yes },
      region: 'eu-west-1',
    });
    const plugin = byLambda(server, {
      lambda: {
        functionName: 'arn:aws:lambda:eu-west-1:123456789012:function:old-hook',
        endpoint: server.url,
        credentials,
      },
    });
    expect(verdictOf((await asking([plugin]).ask()).decision)).to.equal('ALLOW');
  });

  it('asks with new credentials where the old ones have expired', async () => {
    await using server = await serving();
    server.fail('expired', 1);
    let fetched = 0;
    const freshly = async () => {
      fetched += 1;
      return { accessKeyId: `key-${fetched}`, secretAccessKey: 'test' };
    };
    const plugin = byLambda(server, {
      lambda: {
        functionName: 'old-hook',
        endpoint: server.url,
        region: 'us-east-1',
        credentials: freshly,
      },
    });
    expect(verdictOf((await asking([plugin]).ask()).decision)).to.equal('ALLOW');
    expect([fetched, server.calls, server.runs]).to.deep.equal([2, 2, 1]);
  });

  it('finds no credentials: that is told from all else', async () => {
    await using server = await serving();
    const none = () =>
      Promise.reject(Object.assign(new Error('none'), { name: 'CredentialsProviderError' }));
    const plugin = byLambda(server, {
      lambda: {
        functionName: 'old-hook',
        endpoint: server.url,
        region: 'us-east-1',
        credentials: none,
      },
    });
    const { decision } = await asking([plugin]).ask();
    expect(verdictOf(decision)).to.equal('DENY_ERROR REMOTE_HOOK_FORBIDDEN');
    expect(server.calls).to.equal(0);
  });
});

describe('the server of Invoke', () => {
  it('lets nobody in without a signature, and knows no other function', async () => {
    await using server = await startLambdaServer({ functions: { 'old-hook': () => yes } });
    const outcome = async (plugin: Plugin) => verdictOf((await asking([plugin]).ask()).decision);
    expect(await outcome(byUrl(server))).to.equal('DENY_ERROR REMOTE_HOOK_FORBIDDEN');
    expect(await outcome(byLambda(server))).to.equal('ALLOW');
    const lambda = { endpoint: server.url, region: 'us-east-1', credentials };
    for (const other of [
      { functionName: 'other-hook' },
      { functionName: 'old-hook', qualifier: 'live' },
      { functionName: 'constructor' },
      { functionName: 'arn:aws:lambda:us-east-1:210987654321:function:old-hook' },
    ]) {
      const plugin = byLambda(server, { lambda: { ...lambda, ...other } });
      expect(await outcome(plugin)).to.equal('DENY_ERROR REMOTE_HOOK_NOT_FOUND');
    }
    expect([server.calls, server.runs]).to.deep.equal([6, 1]);
  });
});

describe('remote-hook and fetch', () => {
  const url = 'https://old.example.com/2015-03-31/functions/function/invocations';

  it('asks by what it is given: one POST, no redirects, the signal', async () => {
    const seen: unknown[] = [];
    const plugin = remoteHook({
      url,
      keys,
      fetch: async (address, { method, redirect, signal }) => {
        seen.push([`${address}`, method, redirect, signal instanceof AbortSignal]);
        return Response.json(yes);
      },
    });
    expect(verdictOf((await asking([plugin]).ask()).decision)).to.equal('ALLOW');
    expect(seen).to.deep.equal([[url, 'POST', 'manual', true]]);
  });

  const refusing = (failure: () => Promise<Response>) => {
    let calls = 0;
    const plugin = remoteHook({
      url,
      keys,
      fetch: () => {
        calls += 1;
        return failure();
      },
    });
    return { plugin, calls: () => calls };
  };
  const broken = (code?: string) => async () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });
  };

  for (const [code, attempts] of [
    ['ECONNREFUSED', 2],
    ['ENOTFOUND', 2],
    ['EAI_AGAIN', 2],
    ['ECONNRESET', 1],
    ['EPIPE', 1],
    ['UND_ERR_SOCKET', 1],
    ['CERT_HAS_EXPIRED', 1],
    [undefined, 1],
  ] as const) {
    it(`asks ${attempts === 2 ? 'once more' : 'no second time'} after ${code}`, async () => {
      const { plugin, calls } = refusing(broken(code));
      const { decision } = await asking([plugin]).ask();
      expect(verdictOf(decision)).to.equal('DENY_ERROR REMOTE_HOOK_UNAVAILABLE');
      expect(detailOf(decision)).to.contain(code ?? 'it cannot be reached');
      expect(calls()).to.equal(attempts);
    });
  }

  for (const [status, code] of [
    [204, 'UNAVAILABLE'],
    [301, 'REDIRECTED'],
    [308, 'REDIRECTED'],
    [400, 'UNAVAILABLE'],
    [401, 'FORBIDDEN'],
    [407, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [413, 'UNAVAILABLE'],
    [503, 'UNAVAILABLE'],
  ] as const) {
    it(`takes no yes from HTTP ${status}`, async () => {
      const body = status === 204 ? null : JSON.stringify(yes);
      const { plugin, calls } = refusing(async () => new Response(body, { status }));
      const { decision } = await asking([plugin]).ask();
      expect(verdictOf(decision)).to.equal(`DENY_ERROR REMOTE_HOOK_${code}`);
      expect(calls()).to.equal(1);
    });
  }

  for (const [error, code] of [
    [{ errorType: 'Sandbox.Timedout' }, 'TIMED_OUT'],
    [{ errorMessage: '2020-01-01T00:00:00.000Z 0 Task timed out after 3.00 seconds' }, 'TIMED_OUT'],
    [{ errorType: 'TimeoutError', errorMessage: 'a database timed out' }, 'FAILED'],
    [null, 'FAILED'],
    ['no error', 'FAILED'],
    [yes, 'FAILED'],
  ] as const) {
    it(`FUNCTION_${code} where the function threw ${JSON.stringify(error)}`, async () => {
      const headers = { 'x-amz-function-error': 'Unhandled' };
      const { plugin, calls } = refusing(async () => Response.json(error, { headers }));
      const { decision } = await asking([plugin]).ask();
      expect(verdictOf(decision)).to.equal(`DENY_ERROR REMOTE_HOOK_FUNCTION_${code}`);
      expect(calls()).to.equal(1);
    });
  }

  for (const [type, outcome] of [
    [undefined, 'ALLOW'],
    ['text/plain; charset=utf-8', 'ALLOW'],
    ['application/json;charset="UTF-8"', 'ALLOW'],
    ['application/json; charset=iso-8859-1', 'DENY_ERROR REMOTE_HOOK_REPLY_INVALID'],
    ['application/json; charset=utf-16', 'DENY_ERROR REMOTE_HOOK_REPLY_INVALID'],
    ['application/json; charset=', 'DENY_ERROR REMOTE_HOOK_REPLY_INVALID'],
  ] as const) {
    it(`${outcome} for an answer of type ${type}`, async () => {
      const { plugin } = refusing(async () => {
        const headers = type === undefined ? {} : { 'content-type': type };
        return new Response(new TextEncoder().encode(JSON.stringify(yes)), { headers });
      });
      expect(verdictOf((await asking([plugin]).ask()).decision)).to.equal(outcome);
    });
  }
});
