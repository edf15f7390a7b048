import { type SecureContext, TLSSocket } from 'node:tls';
import { GangwayError } from '@gangway/core';
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import { type Bounds, inTime } from './in-time.js';
import { readReply } from './read-reply.js';
import { StepError } from './step-error.js';

export interface ConnectionOptions extends Bounds {
  readonly host: string;
  readonly port: number;
  /** The CA to trust, the certificate to show and its key. */
  readonly secureContext: SecureContext;
  readonly clientId: string;
  readonly dialect: Dialect;
  /** How long a connection may take to be taken, in milliseconds. */
  readonly patienceMs: number;
}

/** What clients are free to do one way or the other. */
export interface Dialect {
  /** MQTT 3.1.1, or 5. */
  readonly protocolVersion: 4 | 5;
  readonly qos: 0 | 1;
  /** Whether it subscribes to replies, which reach it anyway. */
  readonly subscribes: boolean;
}

/** A device's connection to AWS IoT. */
export interface DeviceConnection {
  /**
   * Calls an operation of fleet provisioning, and gives what it was answered. One at a time.
   *
   * @throws StepError with AWS IoT's `errorCode`, `CUT_OFF`, `NO_REPLY` or `MALFORMED_REPLY`
   */
  call(
    topic: string,
    payload: Readonly<Record<string, unknown>>,
    patienceMs: number,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Ends it, and waits until it is. It never throws. */
  close(): Promise<void>;
}

/** How long a peer may take to hang up when it was told goodbye. */
const goodbyeMs = 1_000;

/**
 * Connects.
 *
 * @throws StepError `BROKER_AWAY` or `NOT_CONNECTED`; GangwayError `EMULATOR_NOT_TRUSTED` where the CA is another
 */
export async function openConnection(options: ConnectionOptions): Promise<DeviceConnection> {
  const { host, port, secureContext, clientId, dialect, patienceMs } = options;
  // The client hands all of it on to `tls.connect`, which its types do not tell.
  const clientOptions: IClientOptions & { readonly secureContext: SecureContext } = {
    protocol: 'mqtts',
    host,
    port,
    secureContext,
    clientId,
    protocolVersion: dialect.protocolVersion,
    clean: true,
    // A device decides for itself when to come again, and has nothing to say in between.
    reconnectPeriod: 0,
    keepalive: 0,
    connectTimeout: patienceMs,
    // Its own would look up, thirty times a connection, whether anybody wants to read it.
    log: drop,
  };
  const client = connect(clientOptions);
  // Packets are small and wait for no second one: 40 ms each way would be all that is measured.
  if (client.stream instanceof TLSSocket) client.stream.setNoDelay(true);
  const link = watch(client);
  try {
    await inTime(link.connected, patienceMs, 'NOT_CONNECTED', options);
  } catch (error) {
    await hangUp(client, link.closed, options);
    throw error;
  }
  return {
    call: (topic, payload, patience) => call({ client, link, options }, topic, payload, patience),
    close: () => hangUp(client, link.closed, options),
  };
}

interface Link {
  readonly connected: Promise<void>;
  readonly closed: Promise<void>;
  isClosed(): boolean;
}

function watch(client: MqttClient): Link {
  const connected = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  let taken = false;
  let over = false;
  // Nobody may be waiting any more when it fails.
  connected.promise.catch(() => {});
  client.on('connect', () => {
    taken = true;
    connected.resolve();
  });
  // It stays for good: an error event that nobody listens to ends the process.
  client.on('error', (cause) => connected.reject(whyNot(client, cause)));
  client.on('close', () => {
    // Most end when they have done what they came for, and an error would be made for nobody.
    if (!taken) connected.reject(new StepError('NOT_CONNECTED'));
    over = true;
    closed.resolve();
  });
  return { connected: connected.promise, closed: closed.promise, isClosed: () => over };
}

/** That a device does not trust the server is no fault that passes: with a wrong CA, no device would come aboard, ever. */
function whyNot({ stream }: MqttClient, cause: Error): Error {
  if (stream instanceof TLSSocket && stream.authorizationError) {
    const message = `devices do not trust the server: ${cause.message}`;
    return new GangwayError('EMULATOR_NOT_TRUSTED', message, { cause });
  }
  const away = 'code' in cause && (cause as NodeJS.ErrnoException).code === 'ECONNREFUSED';
  return new StepError(away ? 'BROKER_AWAY' : 'NOT_CONNECTED', false, { cause });
}

interface Caller {
  readonly client: MqttClient;
  readonly link: Link;
  readonly options: ConnectionOptions;
}

async function call(
  { client, link, options }: Caller,
  topic: string,
  payload: Readonly<Record<string, unknown>>,
  patienceMs: number,
): Promise<Readonly<Record<string, unknown>>> {
  const { qos, subscribes } = options.dialect;
  const answered = Promise.withResolvers<Readonly<Record<string, unknown>>>();
  const take = (name: string, body: Buffer) => {
    if (name === `${topic}/accepted` || name === `${topic}/rejected`) {
      readReply(name, body).then(answered.resolve, answered.reject);
    }
  };
  const cut = () => answered.reject(new StepError('CUT_OFF'));
  client.on('message', take);
  client.on('close', cut);
  try {
    if (subscribes) client.subscribe([`${topic}/accepted`, `${topic}/rejected`], { qos: 1 }, drop);
    // MQTT keeps the order of packets: what was subscribed to first is in force when the call is read.
    client.publish(topic, JSON.stringify(payload), { qos }, drop);
    if (link.isClosed()) cut();
    return await inTime(answered.promise, patienceMs, 'NO_REPLY', options);
  } finally {
    client.off('message', take);
    client.off('close', cut);
  }
}

/** Whether a packet got through shows in the reply. */
const drop = () => {};

async function hangUp(client: MqttClient, closed: Promise<void>, { clock }: Bounds): Promise<void> {
  // What was never acknowledged would be waited for; there is nobody to wait for it.
  client.end(!client.connected);
  const late = Promise.withResolvers<void>();
  const cancel = clock.after(goodbyeMs, late.resolve);
  await Promise.race([closed, late.promise]);
  cancel();
  client.stream.destroy();
}
