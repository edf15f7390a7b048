import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DescribeEndpointCommand } from '@aws-sdk/client-iot';
import { expect } from 'chai';
import { authorization, callOverHttp } from './call-over-http.js';
import { type ControlBench, refusalOf, startControlBench } from './control-bench.js';

const thing = { method: 'POST', path: '/things/SN-0001' } as const;

describe('the control plane over HTTP', () => {
  let bench: ControlBench;
  beforeEach(async () => {
    bench = await startControlBench();
  });
  afterEach(() => bench[Symbol.asyncDispose]());

  const unchanged = () => expect(bench.account.store.things.count()).to.equal(0);

  describe('without a signature', () => {
    const refused = [
      ['no header', {}, 'MissingAuthenticationTokenException'],
      ['a bearer token', { authorization: 'Bearer x' }, 'IncompleteSignatureException'],
      ['an empty header', { authorization: '' }, 'IncompleteSignatureException'],
      [
        'half a credential',
        { authorization: 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE' },
        'IncompleteSignatureException',
      ],
    ] as const;
    for (const [what, headers, error] of refused) {
      it(`refuses ${what}, known path or not`, async () => {
        for (const path of [thing.path, '/nowhere']) {
          const answer = await callOverHttp(bench, { ...thing, path, headers });
          expect(answer).to.include({ status: 403, error });
        }
        unchanged();
      });
    }

    it('takes a call when it is told to', async () => {
      await using open = await startControlBench({ unsigned: true });
      expect(await callOverHttp(open, { ...thing, headers: {} })).to.include({ status: 200 });
    });
  });

  it('answers as AWS does: the error by name in a header, the message in the body', async () => {
    const answer = await callOverHttp(bench, { method: 'GET', path: '/things/SN-0001' });
    expect(answer).to.include({ status: 404, error: 'ResourceNotFoundException' });
    expect(answer.requestId).to.match(/^[0-9a-f-]{36}$/);
    expect(answer.body).to.deep.equal({
      message: 'Thing SN-0001 not found',
      traceId: answer.requestId,
    });
  });

  it('says which operations there are where one is not', async () => {
    for (const [method, path] of [
      ['GET', '/jobs'],
      ['PUT', '/things/SN-0001'],
      ['GET', '/things/SN-0001/'],
      ['GET', '//things/SN-0001'],
      ['OPTIONS', '/things'],
    ] as const) {
      const answer = await callOverHttp(bench, { method, path });
      expect(answer).to.include({ status: 404, error: 'UnknownOperationException' });
      expect(answer.body?.message).to.contain('docs/control-plane.md');
    }
  });

  const badBodies = [
    ['no JSON', '{"attributePayload":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"thing"'],
    ['octets that are no UTF-8', Buffer.from('{"x":"\u00ff"}', 'latin1')],
  ] as const;
  for (const [what, body] of badBodies) {
    it(`refuses a body that is ${what}`, async () => {
      const answer = await callOverHttp(bench, { ...thing, body });
      expect(answer).to.include({ status: 400, error: 'InvalidRequestException' });
      unchanged();
    });
  }

  it('refuses a body that is too long, declared or not, and takes the next call', async () => {
    const body = JSON.stringify({ attributePayload: {}, padding: 'x'.repeat(256 * 1_024) });
    const answers = [
      await callOverHttp(bench, { ...thing, body }),
      await callOverHttp(bench, {
        ...thing,
        body,
        headers: { authorization, 'transfer-encoding': 'chunked' },
      }),
    ];
    for (const answer of answers) {
      expect(answer).to.include({ status: 413, error: 'RequestEntityTooLargeException' });
    }
    unchanged();
    expect(await callOverHttp(bench, thing)).to.include({ status: 200 });
  });

  it('takes a body that breaks off for a fault of the caller', async () => {
    const { hostname, port } = new URL(bench.control.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const head = [`POST ${thing.path} HTTP/1.1`, 'Host: x', `Authorization: ${authorization}`];
    socket.write([...head, 'Content-Length: 100', '', '{"attribute'].join('\r\n'));
    socket.end();
    while (bench.log.lines.length === 0) await nextTurn();
    expect(bench.log.lines.map(({ level }) => level)).to.deep.equal(['info']);
    unchanged();
  });

  it('names a member of any length in a few words', async () => {
    const attributes = { ['a '.repeat(10_000)]: 'x' };
    const body = JSON.stringify({ attributePayload: { attributes } });
    const { status, body: answer } = await callOverHttp(bench, { ...thing, body });
    expect(status).to.equal(400);
    expect(String(answer?.message)).to.have.length.below(400);
  });

  it('takes the name from the path, whatever the body says, and null for absent', async () => {
    const body = JSON.stringify({ thingName: 'SN-0002', thingTypeName: null });
    const answer = await callOverHttp(bench, { ...thing, body });
    expect(answer.body).to.include({ thingName: 'SN-0001' });
    expect(bench.account.store.things.count()).to.equal(1);
  });

  it('names the member that is wrong, and never its value', async () => {
    const body = JSON.stringify({ attributePayload: { attributes: { site: 'SECRET SECRET' } } });
    const answer = await callOverHttp(bench, { ...thing, body });
    expect(answer.body?.message).to.contain("'attributePayload.attributes.site'");
    expect(JSON.stringify([answer, bench.log.lines])).not.to.contain('SECRET');
  });

  it('says of a member that is missing that it is', async () => {
    const answer = await callOverHttp(bench, { method: 'POST', path: '/policies/device' });
    expect(answer.body?.message).to.equal(
      "1 validation error detected: Value at 'policyDocument' failed to satisfy constraint: Member must not be null",
    );
  });

  it('writes one line of why it refused', async () => {
    const { requestId } = await callOverHttp(bench, { method: 'GET', path: '/things/SN-0001' });
    expect(bench.log.lines).to.deep.equal([
      {
        level: 'info',
        message: 'control plane: refused',
        fields: {
          operation: 'DescribeThing',
          requestId,
          code: 'ResourceNotFoundException',
          reason: 'Thing SN-0001 not found',
        },
      },
    ]);
  });

  it('answers a fault of its own with 500, keeps what it was for the log, and goes on', async () => {
    await using broken = await startControlBench({
      endpoint: () => {
        throw new Error('the broker is gone');
      },
    });
    const error = await refusalOf(broken.client.send(new DescribeEndpointCommand({})));
    expect(error).to.include({ name: 'InternalFailureException' });
    expect(String(error)).not.to.contain('broker');
    expect(broken.log.lines.at(-1)?.level).to.equal('error');
    expect(broken.log.lines.at(-1)?.fields).to.include({ reason: 'the broker is gone' });
    expect(await callOverHttp(broken, thing)).to.include({ status: 200 });
  });

  it('says that its port is taken', async () => {
    const port = Number(new URL(bench.control.url).port);
    expect(await refusalOf(startControlBench({ port }))).to.include({ code: 'EADDRINUSE' });
  });

  it('closes, twice too, and frees its port', async () => {
    const port = Number(new URL(bench.control.url).port);
    await Promise.all([bench.control.close(), bench.control.close()]);
    await using next = await startControlBench({ port });
    expect(await callOverHttp(next, thing)).to.include({ status: 200 });
  });
});
