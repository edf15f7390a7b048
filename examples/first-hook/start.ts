// Four devices ask to come aboard, each over HTTP and through the Lambda handler; both must say the same.
import { performance } from 'node:perf_hooks';
import { serve } from '@gangway/adapter-http';
import { lambdaHandler } from '@gangway/adapter-lambda';
import { composeHook } from '@gangway/composition';
import type { PreProvisioningEvent, PreProvisioningResponse } from '@gangway/core';
import { anEvent, makeCertificate, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import hook from './hook.js';

const say = (line = '') => process.stdout.write(`${line}\n`);

say('Making a claim certificate and three device certificates …');
const claim = await makeCertificate({ key: 'rsa-2048', subject: 'CN=claim' });
const [first, second, third] = await Promise.all([
  makeCertificate({ key: 'rsa-2048', subject: 'CN=AWS IoT Certificate' }),
  makeCertificate({ key: 'p-256', subject: 'CN=AWS IoT Certificate' }),
  makeCertificate({ key: 'p-384', subject: 'CN=AWS IoT Certificate' }),
]);
const claimCertificateId = claim.certificateId;
const rows: readonly (readonly [string, PreProvisioningEvent])[] = [
  [
    'SN-0001, registered',
    anEvent({ serialNumber: 'SN-0001', certificate: first, claimCertificateId }),
  ],
  [
    'SN-0002, registered',
    anEvent({ serialNumber: 'SN-0002', certificate: second, claimCertificateId }),
  ],
  [
    'SN-6666, a stranger',
    anEvent({ serialNumber: 'SN-6666', certificate: third, claimCertificateId }),
  ],
  [
    "SN-0003 with SN-0001's certificate id",
    {
      ...anEvent({ serialNumber: 'SN-0003', certificate: third, claimCertificateId }),
      certificateId: first.certificateId,
    },
  ],
];

const sink = memoryDecisionSink();
const replace = [sink.plugin(), memoryLogger().plugin()];
const server = await serve(composeHook(hook, { replace }), { port: 0 });
const handler = lambdaHandler(composeHook(hook, { replace }));
say(`Sending four events to ${server.url}/events and to the Lambda handler …`);
say();

let agree = true;
const table = [['device', 'HTTP', 'Lambda', 'reason', 'time']];
for (const [device, event] of rows) {
  const began = performance.now();
  const response = await fetch(`${server.url}/events`, {
    method: 'POST',
    body: JSON.stringify(event),
  });
  const overHttp = (await response.json()) as PreProvisioningResponse;
  const took = performance.now() - began;
  const inLambda = await handler(event, {
    awsRequestId: `event-${event.clientId}`,
    getRemainingTimeInMillis: () => 4_000,
  });
  const [http, lambda] = [overHttp, inLambda].map(answer);
  agree &&= http === lambda && http !== undefined;
  const reason = sink.records.at(-1)?.reason?.code ?? 'all checks permit';
  table.push([device, http ?? '', lambda ?? '', reason, `${took.toFixed(1)} ms`]);
}
await server.close();

for (const line of aligned(table)) say(line);
say();
say(
  agree
    ? 'Both answers agree on every row. Next: examples/first-hook/hook.ts, and npm test.'
    : 'The two runtimes DISAGREE: see the table.',
);
process.exitCode = agree ? 0 : 1;

function answer({ allowProvisioning, parameterOverrides }: PreProvisioningResponse): string {
  const overrides = Object.entries(parameterOverrides).map(([key, value]) => `${key}=${value}`);
  return allowProvisioning ? ['allow', ...overrides].join(' ') : 'deny';
}

function aligned(cells: readonly (readonly string[])[]): readonly string[] {
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
