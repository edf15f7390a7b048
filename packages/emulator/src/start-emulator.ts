import { createSystemClock } from '@gangway/plugins/system-clock';
import type { Account } from './account/account.js';
import { memoryAccountStore } from './account/memory-account-store.js';
import { createCertificateAuthority } from './certificates/create-certificate-authority.js';
import { noFaults } from './chaos/fault-plan.js';
import { issueClaim } from './claim/issue-claim.js';
import { type ControlPlane, startControlPlane } from './control/start-control-plane.js';
import type { Emulator, EmulatorOptions } from './emulator.js';
import { hookArnOf, installTemplate } from './install-template.js';
import { listening } from './listening.js';
import type { MqttServer } from './mqtt/mqtt-server.js';
import { startMqttServer } from './mqtt/start-mqtt-server.js';
import { createProvisioningService } from './provisioning/create-provisioning-service.js';

/**
 * Starts AWS IoT's fleet provisioning on this machine: MQTT over mutual TLS for devices, the control plane for AWS's clients,
 * and a hook that decides.
 *
 * @throws EmulatorError `TEMPLATE_REFUSED`, `PORT_IN_USE`, `LISTEN_FAILED`
 * @example
 * await using emulator = await startEmulator({
 *   hook: inProcessHook(composeHook(hook), { label: 'hook.ts' }),
 *   template,
 * });
 * emulator.mqtt.port > 0; // true
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { template, chaos } = options;
  try {
    const account = await openAccount(options);
    installTemplate(account, { ...template, hookArn: hookArnOf(account) });
    const emulator = await listen(account, options);
    chaos?.attach(emulator);
    return emulator;
  } catch (error) {
    // Whoever tries again, on another port, opens its state anew.
    options.state?.close();
    throw error;
  }
}

async function openAccount(options: EmulatorOptions): Promise<Account> {
  const { chaos, authorityKeys: keys } = options;
  const clock = options.clock ?? chaos?.clock ?? createSystemClock();
  const issuing = { clock: chaos?.steadyClock ?? clock };
  const authority = { ...issuing, ...(keys === undefined ? {} : { keys }) };
  return Object.freeze({
    accountId: options.accountId ?? '123456789012',
    region: options.region ?? 'us-east-1',
    authority: await createCertificateAuthority(authority),
    store: options.state ?? memoryAccountStore(),
    clock,
    logger: options.logger ?? { log: () => undefined },
  });
}

async function listen(account: Account, options: EmulatorOptions): Promise<Emulator> {
  const { hook, template, presence = () => undefined } = options;
  const faults = options.faults ?? options.chaos?.faults ?? noFaults;
  const claim = await issueClaim(account, template.name);
  const service = createProvisioningService({ account, hook, faults });
  const mqttOptions = { port: 0, ...options.mqtt };
  const mqtt = await listening('MQTT', mqttOptions, () =>
    startMqttServer({ account, service, faults, presence, ...mqttOptions }),
  );
  const control = await startControl(mqtt, account, { port: 0, ...options.http });
  const close = async () => {
    await Promise.all([mqtt.close(), control.close()]);
    await hook.close?.();
    account.store.close();
  };
  return Object.freeze({
    mqtt: Object.freeze({ host: mqtt.host, port: mqtt.port }),
    http: Object.freeze({ url: control.url }),
    templateName: template.name,
    ca: account.authority.caPem,
    claim,
    account,
    newClaim: () => issueClaim(account, template.name),
    restartBroker: mqtt.restart,
    disconnect: mqtt.disconnect,
    close,
    [Symbol.asyncDispose]: close,
  });
}

/** A broker without a control plane is nothing that anybody asked for: it goes where the other cannot listen. */
async function startControl(
  mqtt: MqttServer,
  account: Account,
  options: { readonly hostname?: string; readonly port: number },
): Promise<ControlPlane> {
  try {
    return await listening('control plane', options, () =>
      startControlPlane({
        account,
        disconnect: mqtt.disconnect,
        endpoint: () => `${mqtt.host}:${mqtt.port}`,
        ...options,
      }),
    );
  } catch (error) {
    await mqtt.close();
    throw error;
  }
}
