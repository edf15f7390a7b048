import { type RenewableClient, renewableClient } from '../aws-client/renewable-client.js';
import type { RegistryFault } from './registry-fault.js';

/** Keys of an AWS identity. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface IotApiOptions {
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly credentials?: AwsCredentials | (() => Promise<AwsCredentials>) | undefined;
}

/** The three calls, as AWS's client makes them. What they answer is not trusted to be of the shape that its types say. */
export interface IotApi {
  describeThing(thingName: string, signal: AbortSignal): Promise<object>;
  listThingPrincipals(
    query: { readonly thingName: string; readonly nextToken?: string; readonly maxResults: number },
    signal: AbortSignal,
  ): Promise<object>;
  describeCertificate(certificateId: string, signal: AbortSignal): Promise<object>;
  /** Closes its connections. */
  destroy(): void;
}

/** A connection that is not there after this long will not come. */
const connectionTimeout = 1_000;

/**
 * The one client of a plugin.
 *
 * @throws PortError unavailable, when the SDK is not installed or there is no region
 */
export type IotConnection = Pick<RenewableClient<IotApi>, 'open' | 'use' | 'renew'>;

export const connectIot = (options: IotApiOptions, fault: RegistryFault): IotConnection =>
  renewableClient(
    () => load(options, fault),
    ({ destroy }) => destroy(),
  );

async function load(
  { region, endpoint, credentials }: IotApiOptions,
  fault: RegistryFault,
): Promise<IotApi> {
  const sdk = await import('./sdk.js').catch((error: unknown) => {
    throw fault('unavailable', '@aws-sdk/client-iot cannot be loaded; is it installed?', error);
  });
  const client = new sdk.IoTClient({
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    // Repeating is the adapter's own affair: each attempt counts against its rate.
    maxAttempts: 1,
    requestHandler: { connectionTimeout },
  });
  await client.config.region().catch((error: unknown) => {
    throw fault('unavailable', 'no region is given: set the option, or AWS_REGION', error);
  });
  return {
    describeThing: (thingName, abortSignal) =>
      client.send(new sdk.DescribeThingCommand({ thingName }), { abortSignal }),
    listThingPrincipals: (query, abortSignal) =>
      client.send(new sdk.ListThingPrincipalsCommand(query), { abortSignal }),
    describeCertificate: (certificateId, abortSignal) =>
      client.send(new sdk.DescribeCertificateCommand({ certificateId }), { abortSignal }),
    destroy: () => client.destroy(),
  };
}
