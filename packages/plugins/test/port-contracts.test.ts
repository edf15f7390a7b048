import { composeHook, defineHook } from '@gangway/composition';
import {
  Clock,
  type DecisionRecord,
  type DecisionSink,
  type DeviceRecord,
  defineCheck,
  Logger,
  type OverrideSource,
  type Plugin,
  type ProvisioningRequest,
  permit,
} from '@gangway/core';
import { decisionLog } from '@gangway/plugins/decision-log';
import { fileOverrides } from '@gangway/plugins/file-overrides';
import { jsonLogger } from '@gangway/plugins/json-logger';
import { pinoLogger } from '@gangway/plugins/pino-logger';
import { deviceRecord } from '@gangway/plugins/registered-device';
import { registryOverrides } from '@gangway/plugins/registry-overrides';
import { secretsManagerOverrides } from '@gangway/plugins/secrets-manager-overrides';
import { staticOverrides } from '@gangway/plugins/static-overrides';
import { systemClock } from '@gangway/plugins/system-clock';
import {
  anEvent,
  createMemorySecretStore,
  fakeClock,
  memoryDecisionSink,
  memoryLogger,
} from '@gangway/testing';
import {
  clockContract,
  decisionSinkContract,
  loggerContract,
  overrideSourceContract,
  secretStoreContract,
} from '@gangway/testing/contracts';

/** What a plugin provides, made of doubles of what it needs. */
function provided<T>(plugin: Plugin, logger: Logger = memoryLogger()): T {
  const [provision] = plugin.provides;
  if (provision === undefined) throw new Error(`${plugin.name} provides nothing`);
  const doubles = new Map<symbol, unknown>([
    [Clock, fakeClock()],
    [Logger, logger],
  ]);
  const ports = Object.entries(provision.needs).map(([name, token]) => [name, doubles.get(token)]);
  return provision.create(Object.fromEntries(ports)) as T;
}

clockContract(
  'system-clock',
  () => provided<Clock>(systemClock()),
  (_clock, milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds + 1)),
);
clockContract('fake clock', fakeClock, (clock, milliseconds) => clock.advance(milliseconds));

loggerContract('json-logger', () => {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line));
  return { logger: provided<Logger>(jsonLogger({ level: 'debug', write })), lines: () => lines };
});
loggerContract('pino-logger', () => {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const plugin = pinoLogger({ level: 'debug', destination });
  return { logger: provided<Logger>(plugin), lines: () => lines };
});
loggerContract('memory logger', () => {
  const logger = memoryLogger();
  return {
    logger,
    lines: () => logger.lines.map(({ fields, ...line }) => ({ ...line, ...fields })),
  };
});

decisionSinkContract('decision-log', () => {
  const logger = memoryLogger();
  const sink = provided<DecisionSink>(decisionLog(), logger);
  const taken = () => logger.lines.map(({ fields: { outcome, code } }) => ({ outcome, code }));
  return { sink, taken };
});
decisionSinkContract('memory sink', () => {
  const sink = memoryDecisionSink();
  const take = ({ outcome, reason }: DecisionRecord) => ({ outcome, code: reason?.code });
  return { sink, taken: () => sink.records.map(take) };
});

secretStoreContract('memory store', createMemorySecretStore);

const record: DeviceRecord = { id: 'SN-0001', state: 'expected', attributes: { site: 'Oslo' } };
const manifest = new URL('../package.json', import.meta.url);
const secrets = createMemorySecretStore({ site: { value: '{"Site":"Oslo"}', version: 'v1' } });
for (const [name, plugin] of [
  ['static-overrides', staticOverrides({ values: { Site: 'Oslo' } })],
  ['registry-overrides', registryOverrides({ keys: { Site: 'site' } })],
  ['secrets-manager-overrides', secretsManagerOverrides({ secretId: 'site', keys: ['Site'] })],
  ['file-overrides', fileOverrides({ file: manifest, keys: { Site: '/name' } })],
] as const) {
  overrideSourceContract(name, () => {
    const [node] = plugin.overrideSources;
    if (node?.kind !== 'step' || !('create' in node.make)) throw new Error('not one source');
    const get = (key: unknown) => (key === deviceRecord ? record : undefined);
    return {
      source: node.make.create({ secrets }) as OverrideSource,
      request: anEvent() as unknown as ProvisioningRequest,
      context: { facts: { get, find: get } as never, signal: new AbortController().signal },
      keys: node.keys,
    };
  });
}

// The doubles are plugins, too: a hook runs with them in place of its own ports.
describe('the doubles of @gangway/testing', () => {
  it('take the place of the ports of a hook', async () => {
    const [clock, logger, sink] = [fakeClock(), memoryLogger(), memoryDecisionSink()];
    const hook = composeHook(defineHook([defineCheck('yes', () => permit())]), {
      replace: [clock.plugin(), logger.plugin(), sink.plugin()],
    });
    await hook.decide(anEvent());
    if (hook.clock !== clock || sink.records.length !== 1) throw new Error('it kept its own');
  });
});
