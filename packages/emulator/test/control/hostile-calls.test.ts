import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { AccountStore } from '@gangway/emulator';
import { expect } from 'chai';
import fc from 'fast-check';
import { operations } from '../../dist/control/route-table.js';
import { authorization, callOverHttp } from './call-over-http.js';
import { type ControlBench, certificateIn, startControlBench } from './control-bench.js';

/** All that an account with one thing, in one group, holds. */
const contentOf = (store: AccountStore): string =>
  JSON.stringify(
    [
      ...[store.certificates, store.things, store.policies, store.templates, store.tokens],
      ...[store.thingGroups, store.thingTypes, store.billingGroups],
    ].map((table) => table.list()),
  ) +
  JSON.stringify([
    store.groupThings.rightsOf('north'),
    store.thingCertificates.rightsOf('SN-0001'),
    store.policyCertificates.rightsOf('device'),
  ]);

const writing = operations.filter(({ method }) => method !== 'GET' && method !== 'DELETE');

/** No name, id or ARN has such a character. */
const hostileName = fc
  .tuple(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('\0', '%', ' ', '\n', '\u202e', 'é', '"', '<', '\\', '{x}'),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  )
  .map((parts) => parts.join(''))
  .filter((name) => name.isWellFormed());

/** In a request line: escaped soundly, or hardly. */
const hostileLabel = fc.oneof(
  hostileName.map(encodeURIComponent),
  fc.constantFrom(
    '%',
    '%zz',
    '%ff',
    '%C0%AF',
    '..%2F..%2Fthings',
    '%2525',
    '%00',
    '__proto__%20',
    'x'.repeat(4_000),
  ),
);

describe('the control plane, under hostile calls', function () {
  this.timeout(60_000);
  let bench: ControlBench;
  let untouched: string;
  before(async () => {
    bench = await startControlBench();
    const { store } = bench.account;
    const id = await certificateIn(bench.account);
    for (const [method, path, body] of [
      ['POST', '/things/SN-0001', '{}'],
      ['POST', '/thing-groups/north', '{}'],
      [
        'PUT',
        '/thing-groups/addThingToThingGroup',
        '{"thingGroupName":"north","thingName":"SN-0001"}',
      ],
    ] as const) {
      expect(await callOverHttp(bench, { method, path, body })).to.include({ status: 200 });
    }
    store.thingCertificates.add('SN-0001', id);
    store.policyCertificates.add('device', id);
    untouched = contentOf(store);
  });
  after(() => bench[Symbol.asyncDispose]());

  const stands = (status: number) => {
    expect(status).to.be.within(400, 499);
    expect(contentOf(bench.account.store)).to.equal(untouched);
  };

  it('refuses every name that is none, in every path', async () => {
    const named = operations.filter(({ path }) => path.includes('{'));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...named), hostileLabel, async ({ method, path }, label) => {
        const url = path.replaceAll(/\{\w+\}/g, () => label);
        stands((await callOverHttp(bench, { method, path: url })).status);
      }),
      { numRuns: 400 },
    );
  });

  it('refuses every body that is no object, for every operation that reads one', async () => {
    const body = fc.oneof(
      fc
        .jsonValue()
        .filter((value) => typeof value !== 'object' || Array.isArray(value))
        .map((value) => JSON.stringify(value)),
      fc.string({ minLength: 1 }).filter((value) => !value.trimStart().startsWith('{')),
      fc.constantFrom('{', '{"a":1', `${'['.repeat(50_000)}`, '\ufeff{}x'),
      fc
        .uint8Array({ minLength: 1, maxLength: 64 })
        .filter(([first]) => first !== 0x7b && first !== 0x20),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...writing), body, async ({ method, path }, content) => {
        const url = path.replaceAll(/\{\w+\}/g, 'x');
        stands((await callOverHttp(bench, { method, path: url, body: content })).status);
      }),
      { numRuns: 400 },
    );
  });

  it('refuses members of every shape, where some must be a certain one', async () => {
    const members = [
      ...['templateName', 'templateBody', 'provisioningRoleArn', 'preProvisioningHook', 'type'],
      ...['policyDocument', 'certificateSigningRequest', 'target', 'thingName', 'thingArn', 'tags'],
      ...['attributePayload', 'description', '__proto__', 'constructor', 'toString'],
    ];
    const body = fc.dictionary(fc.constantFrom(...members), fc.jsonValue({ maxDepth: 3 }));
    const picky = new Set([
      ...['CreateProvisioningTemplate', 'CreateProvisioningTemplateVersion', 'CreatePolicy'],
      ...['CreateCertificateFromCsr', 'AttachPolicy', 'DetachPolicy', 'AddThingToThingGroup'],
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...operations.filter(({ name }) => picky.has(name))),
        body,
        async ({ method, path }, content) => {
          const url = path.replaceAll(/\{\w+\}/g, 'x');
          const call = { method, path: url, body: JSON.stringify(content) };
          stands((await callOverHttp(bench, call)).status);
        },
      ),
      { numRuns: 400 },
    );
    expect(Object.prototype).not.to.have.property('type');
  });

  it('refuses every query that is none', async () => {
    const lists = operations.filter(
      ({ name, query }) => name.startsWith('List') && query.length > 0,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...lists),
        fc.oneof(
          hostileName,
          fc.constantFrom('-1', '0', '1e3', '251', ' 1', '99999999999', 'WyJ4IiwieSJd'),
        ),
        async ({ method, path, query, headers }, value) => {
          const url = path.replaceAll(/\{\w+\}/g, 'SN-0001');
          const search = new URLSearchParams(query.map((name): [string, string] => [name, value]));
          const principal = Object.values(headers).map((name) => [name, 'x']);
          const { status } = await callOverHttp(bench, {
            method,
            path: `${url}?${search}`,
            headers: { authorization, ...Object.fromEntries(principal) },
          });
          stands(status);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('lives through requests that are no HTTP, and answers the next one', async () => {
    const { hostname, port } = new URL(bench.control.url);
    const line = fc.tuple(
      fc.constantFrom('GET', 'POST', 'BREW', ''),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('HTTP/1.1', 'HTTP/9', ''),
    );
    const header = fc.constantFrom(
      'Host: x',
      'Host: a b',
      'Content-Length: -1',
      'Transfer-Encoding: cow',
      ':',
      `X: ${'y'.repeat(20_000)}`,
    );
    await fc.assert(
      fc.asyncProperty(
        line,
        fc.array(header, { maxLength: 3 }),
        async ([method, path, version], headers) => {
          const socket = connect(Number(port), hostname);
          socket.on('error', () => undefined);
          await once(socket, 'connect');
          socket.end(
            [`${method} /${path} ${version}`, ...headers, 'Connection: close', '', ''].join('\r\n'),
          );
          const answer = await text(socket).catch(() => '');
          expect(answer).not.to.match(/^HTTP\/1\.1 5/);
        },
      ),
      { numRuns: 200 },
    );
    const { status } = await callOverHttp(bench, { method: 'GET', path: '/things/SN-0001' });
    expect(status).to.equal(200);
    expect(contentOf(bench.account.store)).to.equal(untouched);
  });
});
