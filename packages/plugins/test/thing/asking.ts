import {
  CertificateRegistry,
  type Clock,
  Clock as ClockPort,
  definePlugin,
  isCertificateId,
  type Plugin,
  PortError,
  provide,
  type RegisteredCertificate,
  type Thing,
  ThingRegistry,
} from '@gangway/core';
import { awsIotCertificateRegistry } from '@gangway/plugins/aws-iot-certificate-registry';
import { awsIotThingRegistry } from '@gangway/plugins/aws-iot-thing-registry';
import { systemClock } from '@gangway/plugins/system-clock';

type ThingOptions = NonNullable<Parameters<typeof awsIotThingRegistry>[0]>;
type CertificateOptions = NonNullable<Parameters<typeof awsIotCertificateRegistry>[0]>;

/** Options for a server on this machine: nothing is taken from the environment, and no test waits for a turn. */
export const localOptions = <Options extends CertificateOptions>(
  endpoint: string,
  options?: Options,
) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  requestsPerSecond: 500,
  ...options,
});

/** The registry of things for a server on this machine, without a hook. */
export const registryAt = (endpoint: string, options: ThingOptions = {}, clock?: Clock) =>
  provided<ThingRegistry>(awsIotThingRegistry(localOptions(endpoint, options)), clock);

/** The registry of certificates, likewise. */
export const certificatesAt = (endpoint: string, options: CertificateOptions = {}, clock?: Clock) =>
  provided<CertificateRegistry>(awsIotCertificateRegistry(localOptions(endpoint, options)), clock);

function provided<T>(plugin: Plugin, given?: Clock): T {
  const clock = given ?? (plugin.name === 'system-clock' ? undefined : provided(systemClock()));
  const [provision] = plugin.provides;
  if (provision === undefined) throw new Error(`${plugin.name} provides nothing`);
  const ports = Object.entries(provision.needs).map(([name, token]) => [
    name,
    token === ClockPort ? clock : undefined,
  ]);
  return provision.create(Object.fromEntries(ports)) as T;
}

/** A registry that answers whatever it is told to, and counts how often it is asked. */
export function answeringThings(find: (name: string) => unknown) {
  const asked: string[] = [];
  const plugin = definePlugin({
    name: 'answering-things',
    build: () => ({
      provides: [
        provide(ThingRegistry, {}, () => ({
          find: async (name: string) => {
            asked.push(name);
            return find(name) as Thing | undefined;
          },
        })),
      ],
    }),
  })();
  return { plugin, asked };
}

/** A registry that answers whatever it is told to about a claim certificate. */
export const answeringCertificates = (find: (id: string) => unknown): Plugin =>
  definePlugin({
    name: 'answering-certificates',
    build: () => ({
      provides: [
        provide(CertificateRegistry, {}, () => ({
          find: async (id: string) => find(id) as RegisteredCertificate | undefined,
        })),
      ],
    }),
  })();

export const aSignal = (): AbortSignal => new AbortController().signal;

/** The code of the error that a promise rejects with, or what it answered. */
export const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (answer) => ({ answer }),
    (error: unknown) => (error instanceof PortError ? error.code : error),
  );

/** An id for a certificate that nobody needs to look at. */
export function certificateId(byte: string): string {
  const id = byte.repeat(32);
  if (!isCertificateId(id)) throw new Error(`${byte} is not two hex digits`);
  return id;
}

/** Lets all that is ready go on, until something holds; for work that real sockets do under a clock that stands still. */
export async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 5_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${holds}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
