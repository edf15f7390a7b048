import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Hook } from '@gangway/composition';
import type { PreProvisioningEvent } from '@gangway/core';
import {
  anEvent,
  defectiveCertificates,
  makeCertificate,
  makeClaimsIssuer,
} from '@gangway/testing';
import { expect } from 'chai';
import { makeBundle } from '../dist/bundle-function.js';
import { inScratch, type Scratch } from './scratch.js';

const plugin = (name: string) =>
  `import { ${name} } from '@gangway/plugins/${name.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)}';`;

/** A file that exports hooks, of these lists of plugins; plain JavaScript, so that Node runs it as it is. */
const source = (plugins: readonly string[], lists: readonly string[]): string => `
import { lambdaHandler } from '@gangway/adapter-lambda';
import { composeHook, defineHook, when } from '@gangway/composition';
${[...plugins, 'eventIntegrity', 'jsonLogger'].map(plugin).join('\n')}
const aws = { region: 'eu-west-1', endpoint: process.env.TEST_ENDPOINT };
const rest = [eventIntegrity(), jsonLogger({ write() {} })];
export const given = when;
export const hooks = [${lists.map((list) => `[${list}]`).join(', ')}].map((list) => composeHook(defineHook([...list, ...rest])));
export const handler = lambdaHandler(hooks[0]);
`;

/** The hooks of a source, and of its bundle. */
async function bothOf(
  { folder, write }: Scratch,
  text: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly (readonly Hook[])[]> {
  const file = await write('hook.mjs', text);
  const out = join(folder, 'dist');
  await makeBundle({ file, out, environment }, { timed: false });
  Object.assign(process.env, environment);
  try {
    const modules = [file, join(out, 'index.mjs')].map((path) => import(pathToFileURL(path).href));
    const both: readonly { readonly hooks: readonly Hook[] }[] = await Promise.all(modules);
    return both.map(({ hooks }) => hooks);
  } finally {
    for (const name of Object.keys(environment)) delete process.env[name];
  }
}

/** What a hook decides; how long it took is left out. */
async function decided(hook: Hook, event: unknown) {
  const { durationMs: _, receivedAt: __, trace, ...decision } = await hook.decide(event);
  return { ...decision, trace: trace.map(({ durationMs: ___, ...step }) => step) };
}

/** Has source and bundle decide about the same events, and gives the codes. */
async function same(
  scratch: Scratch,
  text: string,
  events: readonly unknown[],
): Promise<ReadonlySet<string>> {
  const codes = new Set<string>();
  const [[ofSource] = [], [ofBundle] = []] = await bothOf(scratch, text);
  if (ofSource === undefined || ofBundle === undefined) throw new Error('there are two hooks');
  for (const event of events) {
    const decision = await decided(ofSource, event);
    expect(await decided(ofBundle, event)).to.deep.equal(decision);
    codes.add(decision.outcome === 'ALLOW' ? 'ALLOW' : decision.reason.code);
  }
  return codes;
}

const junk = [
  undefined,
  null,
  7,
  '',
  [],
  {},
  { parameters: {} },
  { ...anEvent(), clientId: 'x'.repeat(200) },
];

const refusals = [
  [400, 'AccessDeniedException'],
  [400, 'ResourceNotFoundException'],
  [400, 'ThrottlingException'],
  [200, 'nothing'],
] as const;
const credentials = "credentials: { accessKeyId: 'a', secretAccessKey: 'b' }";
const ofAws = source(
  [
    'dynamodbDeviceRegistry',
    'registeredDevice',
    'ssmOverrides',
    'secretsManager',
    'secretsManagerOverrides',
    'awsIotThingRegistry',
    'thingGuard',
    'remoteHook',
  ],
  [
    `dynamodbDeviceRegistry({ table: 'devices', ...aws }), registeredDevice({ serialNumber: 'SerialNumber' })`,
    `ssmOverrides({ path: '/fleet', keys: ['Site'], ${credentials}, ...aws })`,
    `secretsManager({ via: 'sdk', ${credentials}, ...aws }), secretsManagerOverrides({ secretId: 'fleet/x', keys: ['Site'] })`,
    `awsIotThingRegistry({ ${credentials}, ...aws }), thingGuard({ thingName: { parameter: 'SerialNumber' } })`,
    `remoteHook({ lambda: { functionName: 'old-hook', ${credentials}, ...aws }, keys: ['Site'] })`,
  ],
);

describe('a bundle decides as its source', function () {
  this.timeout(120_000);

  it('about certificates, sound and defective, with both readers', () =>
    inScratch(async (scratch) => {
      const ca = await makeCertificate({ subject: 'CN=Fleet CA', ca: {} });
      const events: PreProvisioningEvent[] = [anEvent()];
      for (const { pem } of defectiveCertificates()) {
        events.push({ ...anEvent(), certificatePem: pem });
      }
      const codes = await same(
        scratch,
        source(
          ['certificatePolicy', 'certificateIssuer', 'nodeForgeCertificateReader'],
          [
            `when(({ parameters }) => parameters.Never === 'x', [certificateIssuer({ anchors: [${JSON.stringify(ca.pem)}] })]),
           certificatePolicy({ rsaBits: 2048, curves: ['P-256'] }), nodeForgeCertificateReader()`,
          ],
        ),
        [...junk, ...events],
      );
      expect(codes.size).to.be.greaterThan(8);
    }));

  it('about devices, parameters and claims', () =>
    inScratch(async (scratch) => {
      const issuer = await makeClaimsIssuer();
      await scratch.write('keys.json', JSON.stringify(issuer.jwks));
      await scratch.write('devices.csv', 'id,Site\nSN-0001,Tromsø\nSN-0002,Oslo\n');
      await scratch.write('more.yaml', 'Region: north\n');
      const signed = (
        event: PreProvisioningEvent,
        claims: object,
        header?: Record<string, unknown>,
      ) => ({
        ...event,
        parameters: {
          ...event.parameters,
          DeviceClaims: issuer.sign({ ...issuer.claimsFor(event), ...claims }, header),
        },
      });
      const events = ['SN-0001', 'SN-0002', 'SN-0666', 'SN-9999', 'x'].flatMap((serialNumber) => {
        const event = anEvent({ serialNumber, parameters: { Mac: '00:11' } });
        return [
          event,
          anEvent({ serialNumber, clientId: 'other' }),
          signed(event, {}),
          signed(event, { exp: 1 }),
          signed(event, { aud: 'other' }),
          signed(event, { sub: 'SN-0002' }),
          signed(event, {}, { kid: 'none' }),
          signed(event, {}, { alg: 'none' }),
          { ...event, parameters: { ...event.parameters, DeviceClaims: 'a.b.c' } },
        ];
      });
      const codes = await same(
        scratch,
        source(
          [
            'staticDeviceRegistry',
            'registeredDevice',
            'blockList',
            'clientIdPolicy',
            'parameterRules',
            'signedClaims',
            'registryOverrides',
            'fileOverrides',
            'expressionOverrides',
            'memoryDeviceRegistry',
          ],
          [
            `staticDeviceRegistry({ file: new URL('./devices.csv', import.meta.url), idColumn: 'id' }),
           blockList({ serialNumber: 'SerialNumber', serialNumbers: ['SN-0666'] }),
           clientIdPolicy({ pattern: 'SN-[0-9]{4}', equalsParameter: 'SerialNumber' }),
           parameterRules({ required: ['SerialNumber'], patterns: { Mac: '([0-9A-F]{2}[:_-]?){2}' } }),
           signedClaims({ serialNumber: 'SerialNumber', parameter: 'DeviceClaims', issuer: ${JSON.stringify(issuer.issuer)},
             audience: ${JSON.stringify(issuer.audience)}, jwks: new URL('./keys.json', import.meta.url) }),
           registeredDevice({ serialNumber: 'SerialNumber' }),
           registryOverrides({ keys: { Site: 'Site' } }),
           fileOverrides({ file: new URL('./more.yaml', import.meta.url), keys: ['Region'] }),
           expressionOverrides({ values: { Label: '\${parameters.SerialNumber}-\${device.attributes.Site}' } })`,
          ],
        ),
        [...junk, ...events],
      );
      expect(codes.has('ALLOW')).to.equal(true);
      expect(codes.size).to.be.greaterThan(8);
    }));

  it('when AWS refuses, by the SDKs inside', () =>
    inScratch(async (scratch) => {
      let answer = { status: 200, type: '' };
      const server = createServer((request, response) => {
        request.resume();
        response.writeHead(answer.status, { 'x-amzn-errortype': answer.type });
        response.end(JSON.stringify({ __type: answer.type, message: 'as told' }));
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      try {
        const { port } = server.address() as AddressInfo;
        const [sources = [], bundles = []] = await bothOf(scratch, ofAws, {
          TEST_ENDPOINT: `http://127.0.0.1:${port}`,
        });
        const codes = new Set<string>();
        for (const [status, type] of refusals) {
          answer = { status, type };
          const event = anEvent();
          const ask = (hooks: readonly Hook[]) =>
            Promise.all(hooks.map((hook) => decided(hook, event)));
          const expected = await ask(sources);
          expect(await ask(bundles), type).to.deep.equal(expected);
          for (const one of expected)
            codes.add(one.outcome === 'ALLOW' ? 'ALLOW' : one.reason.code);
        }
        expect(codes.size).to.be.greaterThan(6);
      } finally {
        server.closeAllConnections();
        server.close();
      }
    }));
});
