import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HookTarget, lambdaHook, urlHook } from '@gangway/emulator';
import { anEvent, newHopKey } from '@gangway/testing';
import { startLambdaServer } from '@gangway/testing/lambda';
import { expect } from 'chai';
import { ask, failureOf, targetArn } from './asking.js';

const yes = '{"allowProvisioning":true}';

interface Serving extends AsyncDisposable {
  readonly url: string;
}

async function serving(listener: RequestListener): Promise<Serving> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const answering =
  (status: number, body: string | Buffer, headers: Readonly<Record<string, string>> = {}) =>
  (_request: unknown, response: Parameters<RequestListener>[1]) => {
    response.writeHead(status, headers);
    response.end(body);
  };

/** Writes for as long as anybody reads. */
const endless: RequestListener = (_request, response) => {
  const more = () => {
    while (!response.destroyed && response.write(' '.repeat(65_536)));
  };
  response.on('drain', more);
  more();
};

/** What a target at a server throws, its URL written as `URL`. */
async function failure(
  listener: RequestListener,
  targetOf: (url: string) => HookTarget,
  signal?: AbortSignal,
): Promise<string> {
  await using server = await serving(listener);
  const target = targetOf(server.url);
  const text = await failureOf(ask(target, anEvent(), signal));
  await target.close?.();
  return text.replaceAll(server.url, 'URL');
}

const byUrl = (url: string) => urlHook(url);
const byLambda = (endpoint: string) => lambdaHook({ endpoint });

describe('a container that gives no answer', () => {
  const cases: readonly [string, RequestListener, string][] = [
    [
      'an error of its own',
      answering(500, yes),
      'HOOK_FAILED: URL/events answered HTTP 500 instead of 200',
    ],
    [
      'a call that it wants signed',
      answering(401, yes),
      'HOOK_FAILED: URL/events answered HTTP 401 instead of 200; it takes signed calls only: give its keys',
    ],
    [
      'no such path',
      answering(404, yes),
      'HOOK_FAILED: URL/events answered HTTP 404 instead of 200; it serves nothing there: name the path in the URL, as in /events',
    ],
    [
      'another place',
      answering(307, '', { location: '/elsewhere' }),
      'HOOK_FAILED: URL/events answered HTTP 307 instead of 200',
    ],
    [
      'taken for later',
      answering(202, yes),
      'HOOK_FAILED: URL/events answered HTTP 202 instead of 200',
    ],
    [
      'a page',
      answering(200, '<html>'),
      'HOOK_FAILED: URL/events answered 6 octets that are not JSON: a hook answers {"allowProvisioning": …}',
    ],
    [
      'nothing',
      answering(200, ''),
      'HOOK_FAILED: URL/events answered 0 octets that are not JSON: a hook answers {"allowProvisioning": …}',
    ],
    [
      'no UTF-8',
      answering(200, Buffer.from('{"allowProvisioning":true,"x":"\xe9"}', 'latin1')),
      'HOOK_FAILED: URL/events answered 34 octets that are not JSON: a hook answers {"allowProvisioning": …}',
    ],
    ['no end', endless, 'HOOK_FAILED: URL/events answered more than 524288 octets'],
    [
      'half an answer',
      (_request, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write(yes, () => response.destroy());
      },
      'HOOK_UNREACHABLE: URL/events cannot be reached (UND_ERR_SOCKET): is the hook running there?',
    ],
  ];
  for (const [what, listener, text] of cases) {
    it(`is told apart: ${what}`, async () => {
      expect(await failure(listener, byUrl)).to.equal(`HookCallError ${text}`);
    });
  }

  it('is told apart: nobody is there', async () => {
    let url = '';
    {
      await using server = await serving(() => undefined);
      url = server.url;
    }
    expect(await failureOf(ask(urlHook(url)))).to.equal(
      `HookCallError HOOK_UNREACHABLE: ${url}/events cannot be reached (ECONNREFUSED): is the hook running there?`,
    );
  });

  it('is left when the time is over', async () => {
    const controller = new AbortController();
    const text = await failure(() => controller.abort(), byUrl, controller.signal);
    expect(text).to.equal('HookCallError HOOK_TIMED_OUT: URL/events gave no answer in time');
  });

  it('is denied by the proxy, where calls are signed', async () => {
    await using server = await serving(answering(200, yes));
    const target = urlHook(server.url, { keys: [newHopKey()] });
    expect(await ask(target)).to.deep.equal({ allowProvisioning: false, parameterOverrides: {} });
  });

  it('has a path of its own where the URL names one', async () => {
    const paths: unknown[] = [];
    await using server = await serving((request, response) => {
      paths.push([request.method, request.url, request.headers['x-request-id']]);
      response.end(yes);
    });
    await ask(urlHook(`${server.url}/hooks/one`));
    expect(paths).to.deep.equal([['POST', '/hooks/one', 'request-1']]);
  });

  for (const url of ['hook.ts', 'ftp://127.0.0.1/', 'http://name:word@127.0.0.1/', '']) {
    it(`cannot be at "${url}"`, () => {
      expect(() => urlHook(url)).to.throw('urlHook: the address of a hook is');
    });
  }
});

describe('a Lambda function that gives no answer', () => {
  const text = (kind: string) =>
    `HookCallError HOOK_UNREACHABLE: ${targetArn} could not be invoked (${kind}): check endpoint, name and credentials`;
  const failed = (kind: string) =>
    `HookCallError HOOK_FAILED: ${targetArn} failed (${kind}): see its own log`;

  for (const [fault, expected] of [
    ['handled', failed('Handled')],
    ['unhandled', failed('Unhandled')],
    ['timed-out', failed('Unhandled')],
    ['throttle', text('TooManyRequestsException')],
    ['deny', text('AccessDeniedException')],
    ['missing', text('ResourceNotFoundException')],
    ['error', text('ServiceException')],
    ['endless', `HookCallError HOOK_FAILED: ${targetArn} answered more than 524288 octets`],
    ['accepted', `HookCallError HOOK_FAILED: invoking ${targetArn} gave HTTP 202 instead of 200`],
  ] as const) {
    it(`is told apart, and not asked twice: ${fault}`, async () => {
      await using server = await startLambdaServer({ functions: { hook: () => JSON.parse(yes) } });
      server.fail(fault);
      const target = lambdaHook({ endpoint: server.url });
      expect(await failureOf(ask(target))).to.equal(expected);
      expect(server.calls).to.equal(1);
      await target.close?.();
    });
  }

  for (const fault of ['garbage', 'not-utf8', 'half', 'reset', 'redirect', 'page'] as const) {
    it(`is no yes: ${fault}`, async () => {
      await using server = await startLambdaServer({ functions: { hook: () => JSON.parse(yes) } });
      server.fail(fault);
      const target = lambdaHook({ endpoint: server.url });
      expect(await failureOf(ask(target))).to.match(/^HookCallError HOOK_(FAILED|UNREACHABLE): /);
      await target.close?.();
    });
  }

  it('is left when the time is over', async () => {
    const controller = new AbortController();
    expect(await failure(() => controller.abort(), byLambda, controller.signal)).to.equal(
      `HookCallError HOOK_TIMED_OUT: ${targetArn} gave no answer in time`,
    );
  });

  it('answers with what it is, where that is no decision', async () => {
    await using server = await startLambdaServer({ functions: { hook: () => undefined } });
    const target = lambdaHook({ endpoint: server.url });
    expect(await ask(target)).to.equal(null);
    await target.close?.();
  });
});

describe('which Lambda function is asked', () => {
  it('is the one that the template names, in its region', async () => {
    const signed: unknown[] = [];
    await using server = await serving((request, response) => {
      signed.push([
        request.url,
        /\/([a-z0-9-]+)\/lambda\//.exec(request.headers.authorization ?? '')?.[1],
      ]);
      response.end(yes);
    });
    const target = lambdaHook({ endpoint: server.url });
    for (const region of ['us-east-1', 'eu-west-1']) {
      const arn = `arn:aws:lambda:${region}:123456789012:function:hook`;
      const { signal } = new AbortController();
      await target.ask(anEvent(), { signal, requestId: 'request-1', targetArn: arn });
    }
    await target.close?.();
    expect(signed).to.deep.equal(
      ['us-east-1', 'eu-west-1'].map((region) => [
        `/2015-03-31/functions/${encodeURIComponent(`arn:aws:lambda:${region}:123456789012:function:hook`)}/invocations`,
        region,
      ]),
    );
  });

  it("is the one of the option, as AWS's runtime interface emulator knows one name alone", async () => {
    await using server = await startLambdaServer({
      functions: { function: () => JSON.parse(yes) },
      unsigned: true,
    });
    const target = lambdaHook({ endpoint: server.url, functionName: 'function' });
    expect(await ask(target)).to.deep.equal({ allowProvisioning: true });
    expect(target.label).to.equal('function');
    await target.close?.();
  });
});
