import type { Service } from '../account.js';

/** As much of a client of AWS's SDK as is used; every client of version 3 is one. */
export interface ServiceClient {
  send(command: object, options: { readonly abortSignal: AbortSignal }): Promise<object>;
  readonly config?: { readonly region?: () => Promise<string> };
  destroy?(): void;
}

/** Where clients that are made here ask, and as whom; what is left out, the SDK finds as it does. */
export interface ClientOptions {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** A service's client with its commands by name. */
export interface LoadedService {
  readonly client: ServiceClient;
  command(operation: string, input: object): object | undefined;
}

const packages: Readonly<Record<Service, readonly [name: string, client: string]>> = {
  cloudwatch: ['@aws-sdk/client-cloudwatch', 'CloudWatchClient'],
  dynamodb: ['@aws-sdk/client-dynamodb', 'DynamoDBClient'],
  iam: ['@aws-sdk/client-iam', 'IAMClient'],
  iot: ['@aws-sdk/client-iot', 'IoTClient'],
  lambda: ['@aws-sdk/client-lambda', 'LambdaClient'],
  logs: ['@aws-sdk/client-cloudwatch-logs', 'CloudWatchLogsClient'],
};

/** Names written out, so that whatever looks at imports finds them; each is loaded when its service is first asked. */
const importers: Readonly<Record<Service, () => Promise<object>>> = {
  cloudwatch: () => import('@aws-sdk/client-cloudwatch'),
  dynamodb: () => import('@aws-sdk/client-dynamodb'),
  iam: () => import('@aws-sdk/client-iam'),
  iot: () => import('@aws-sdk/client-iot'),
  lambda: () => import('@aws-sdk/client-lambda'),
  logs: () => import('@aws-sdk/client-cloudwatch-logs'),
};

const everyPackage = Object.values(packages)
  .map(([name]) => name)
  .join(' ');

/** A package of the SDK that cannot be loaded; whoever lacks one most likely lacks the others, and would be told one by one. */
export class SdkMissing extends Error {
  override readonly name = 'SdkMissing';

  constructor(package_: string, options: ErrorOptions) {
    super(`${package_} is not installed; run: npm install ${everyPackage}`, options);
  }
}

type Constructor<Argument, Made> = new (argument: Argument) => Made;

/** Attempts at one call, the first among them, before throttling is a fault. */
const maxAttempts = 5;
const connectionTimeout = 3_000;

/**
 * Loads a service's client.
 *
 * @throws SdkMissing
 */
export async function loadService(
  service: Service,
  options: ClientOptions,
  given: ServiceClient | undefined,
): Promise<LoadedService> {
  const [name, clientName] = packages[service];
  const sdk = await importers[service]().catch((cause: unknown) => {
    throw new SdkMissing(name, { cause });
  });
  const exported = <Argument, Made>(called: string) =>
    Reflect.get(sdk, called) as Constructor<Argument, Made> | undefined;
  return {
    client: given ?? newClient(exported(clientName), options),
    command(operation, input) {
      const Command = exported<object, object>(`${operation}Command`);
      return Command === undefined ? undefined : new Command(input);
    },
  };
}

function newClient(
  Client: Constructor<object, ServiceClient> | undefined,
  { region, profile, endpoint }: ClientOptions,
): ServiceClient {
  if (Client === undefined) throw new Error('the package has no client');
  return new Client({
    maxAttempts,
    requestHandler: { connectionTimeout },
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
  });
}
