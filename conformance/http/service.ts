// A hook served as a container serves it: one port with keys, one without. Its parent asks how it is, and tells it to stop.
// usage: service [remember], started with a channel to its parent; `remember` keeps the id of each request decided about
import { serve, serverMetrics, serveUntil } from '@gangway/adapter-http';
import { composeHook, defineHook } from '@gangway/composition';
import { DecisionSink, definePlugin, provide } from '@gangway/core';
import { allowedTemplates } from '@gangway/plugins/allowed-templates';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { claimOnce } from '@gangway/plugins/claim-once';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { registryOverrides } from '@gangway/plugins/registry-overrides';
import { fleet } from './fleet.js';
import { ownState } from './own-state.js';

const template = 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet';
const decided: string[] = [];

const memory = definePlugin({
  name: 'decided-requests',
  build: () => ({
    provides: [
      provide(DecisionSink, {}, () => ({
        record: ({ subject }) => void decided.push(subject.requestId ?? ''),
      })),
    ],
  }),
});

const metrics = serverMetrics();
const hook = composeHook(
  defineHook([
    eventIntegrity(),
    certificatePolicy({ rsaBits: 2048, curves: ['P-256', 'P-384'] }),
    allowedTemplates({ arns: [template] }),
    memoryDeviceRegistry({
      devices: fleet.serials.map((id) => ({ id, attributes: { site: 'Oslo' } })),
    }),
    registeredDevice({ serialNumber: 'SerialNumber' }),
    claimOnce(),
    registryOverrides({ keys: { Site: 'site' } }),
    ...(process.argv[2] === 'remember' ? [memory()] : []),
  ]),
  { observe: metrics.observePort },
);

const unsigned = await serve(hook, { port: 0, insecure: 'loopback', metrics });
const signed = await serve(hook, { port: 0, keys: [fleet.key], metrics });
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
process.on('message', async () => process.send?.(await ownState(metrics)));
process.send?.({ unsigned: unsigned.port, signed: signed.port });
await Promise.all([unsigned, signed].map((server) => serveUntil(stop.signal, server)));
process.send?.({ decided }, () => process.disconnect());
