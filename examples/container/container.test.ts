import { readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { runContainer, serverMetrics } from '@gangway/adapter-http';
import { lambdaProxyHandler } from '@gangway/adapter-lambda/proxy';
import { composeHook } from '@gangway/composition';
import { emulatorSettings } from '@gangway/emulator/container';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { anEvent, type MemoryLogger, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { parse } from 'yaml';
import hook from './hook.js';

const key = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

/** Where it listens, once its log says so. */
async function listening({ lines }: MemoryLogger): Promise<string> {
  for (;;) {
    const line = lines.find(({ message }) => message === 'the server listens');
    if (line !== undefined) return String(line.fields?.url);
    await turn();
  }
}

describe('the hook in a container', () => {
  it('answers what the proxy asks, and stops when it is told to', async () => {
    const log = memoryLogger();
    const devices = [{ id: 'SN-0001', attributes: { site: 'Oslo' } }];
    const metrics = serverMetrics();
    const composed = composeHook(hook, {
      replace: [memoryDeviceRegistry({ devices }), log.plugin()],
      observe: metrics.observePort,
    });
    const environment = { GANGWAY_PORT: '0', GANGWAY_KEYS: key };
    const stopping = Promise.withResolvers<() => void>();
    const ended = runContainer(composed, {
      environment,
      metrics,
      onStop: (stop) => {
        stopping.resolve(stop);
        return () => undefined;
      },
    });
    const url = await listening(log);
    while (!(await fetch(`${url}/readyz`)).ok);
    const handler = lambdaProxyHandler({ url, keys: [key], logger: log });
    const event = anEvent({ serialNumber: 'SN-0001' });
    expect(await handler(event)).to.deep.equal({
      allowProvisioning: true,
      parameterOverrides: { Site: 'Oslo' },
    });
    expect(await handler(anEvent({ serialNumber: 'SN-0001' }))).to.have.property(
      'allowProvisioning',
      false,
    );
    expect(await (await fetch(`${url}/metrics`)).text()).to.match(
      /gangway_port_calls_total\{[^}]*port="ClaimLedger"[^}]*\} 2/,
    );
    (await stopping.promise)();
    expect(await ended).to.equal(0);
  });
});

describe('compose.yaml', () => {
  const { services } = parse(readFileSync(new URL('./compose.yaml', import.meta.url), 'utf8'));

  for (const name of ['hook', 'emulator']) {
    it(`lets the container of the ${name} write nothing of its own, and gives it no rights`, () => {
      const { read_only, cap_drop, security_opt } = services[name];
      expect(read_only).to.equal(true);
      expect(cap_drop).to.deep.equal(['ALL']);
      expect(security_opt).to.deep.equal(['no-new-privileges:true']);
    });
  }

  it('lets nobody but this machine ask', () => {
    const ports = Object.values<{ ports?: string[] }>(services).flatMap(
      (service) => service.ports ?? [],
    );
    expect(ports).to.not.be.empty;
    for (const port of ports) expect(port).to.match(/^127\.0\.0\.1:/);
  });

  it('says to the emulator nothing that it does not know', () => {
    const { environment } = services.emulator;
    const known = Object.values(emulatorSettings).map(({ variable }) => variable);
    expect(known).to.include.members(Object.keys(environment));
  });
});
