import type { Account, CertificateRow } from '@gangway/emulator';
import {
  createCertificateAuthority,
  type FaultPlan,
  memoryAccountStore,
  noFaults,
  type PresenceEvent,
} from '@gangway/emulator';
import {
  type FakeClock,
  fakeClock,
  type MadeCertificate,
  type MemoryLogger,
  makeCertificate,
  memoryLogger,
} from '@gangway/testing';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import type { MqttServer } from '../../dist/mqtt/mqtt-server.js';
import { startMqttServer } from '../../dist/mqtt/start-mqtt-server.js';
import type {
  Caller,
  ProvisioningCall,
  ProvisioningService,
} from '../../dist/provisioning/provisioning-service.js';

export const region = 'us-east-1';
export const accountId = '123456789012';

/** The ARN of what a policy names. */
export const arn = (rest: string): string => `arn:aws:iot:${region}:${accountId}:${rest}`;

export const allowEverything = policyOf({ Effect: 'Allow', Action: 'iot:*', Resource: '*' });

export function policyOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** What was asked of the service that stands in. */
export interface AskedCall {
  readonly call: ProvisioningCall;
  readonly caller: Caller;
}

export interface MqttBench extends AsyncDisposable {
  readonly server: MqttServer;
  readonly account: Account;
  readonly clock: FakeClock;
  readonly logger: MemoryLogger;
  readonly presence: readonly PresenceEvent[];
  readonly calls: readonly AskedCall[];
  /** Registers a certificate, active and with a policy that allows everything unless told. */
  register(row?: Partial<CertificateRow> & { readonly policy?: string }): Promise<MadeCertificate>;
  /** Connects npm's `mqtt`. */
  connect(certificate: MadeCertificate, options?: IClientOptions): Promise<MqttClient>;
  /** TLS options of a client with a certificate. */
  tls(certificate: MadeCertificate | undefined): {
    readonly host: string;
    readonly port: number;
    readonly ca: string;
    readonly cert?: string;
    readonly key?: string;
  };
  /** Fulfilled when so many connections, none unless told, are left on the server's side. */
  left(connections?: number): Promise<void>;
  /** What the log says under a message. */
  reasons(message: string): readonly unknown[];
}

export interface MqttBenchOptions {
  readonly faults?: Partial<FaultPlan>;
  readonly service?: ProvisioningService['call'];
  readonly connectTimeout?: number;
}

export async function startMqttBench(options: MqttBenchOptions = {}): Promise<MqttBench> {
  const clock = fakeClock();
  const logger = memoryLogger();
  const store = memoryAccountStore();
  const authority = await createCertificateAuthority({ clock });
  const account: Account = {
    accountId,
    region,
    store,
    clock,
    logger,
    authority,
  };
  const calls: AskedCall[] = [];
  const presence: PresenceEvent[] = [];
  const clients: MqttClient[] = [];
  const server = await startMqttServer({
    account,
    faults: { ...noFaults, ...options.faults },
    presence: (event) => presence.push(event),
    port: 0,
    ...(options.connectTimeout === undefined ? {} : { connectTimeout: options.connectTimeout }),
    service: {
      async call(call, caller) {
        calls.push({ call, caller });
        return options.service?.(call, caller) ?? { certificateId: 'made', for: caller.clientId };
      },
    },
  });
  const bench: MqttBench = {
    server,
    account,
    clock,
    logger,
    presence,
    calls,
    async register({ policy = allowEverything, ...row } = {}) {
      const made = await makeCertificate();
      const { certificateId, pem } = made;
      store.certificates.put(certificateId, {
        certificateId,
        certificatePem: pem,
        status: 'ACTIVE',
        createdAt: clock.now(),
        modifiedAt: clock.now(),
        ...row,
      });
      const policyName = `policy-${certificateId.slice(0, 16)}`;
      store.policies.put(policyName, {
        policyName,
        policyDocument: policy,
        createdAt: clock.now(),
      });
      store.policyCertificates.add(policyName, certificateId);
      return made;
    },
    async connect(certificate, connect) {
      const asked: IClientOptions = {
        protocol: 'mqtts',
        ...bench.tls(certificate),
        protocolVersion: 4,
        clientId: 'SN-0001',
        reconnectPeriod: 0,
        connectTimeout: 5_000,
        ...connect,
      };
      const client = await connectAsync(`mqtts://${server.host}:${server.port}`, asked, false);
      client.on('error', () => undefined);
      clients.push(client);
      return client;
    },
    tls: (certificate) => ({
      host: server.host,
      port: server.port,
      ca: authority.caPem,
      ...(certificate && { cert: certificate.pem, key: certificate.privateKeyPem }),
    }),
    async left(connections = 0) {
      while (server.connections > connections) await new Promise(setImmediate);
    },
    reasons: (message) =>
      logger.lines.filter((line) => line.message === message).map(({ fields }) => fields.reason),
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.end(true);
      await server.close();
    },
  };
  return bench;
}
