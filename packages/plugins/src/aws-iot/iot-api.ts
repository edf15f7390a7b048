import { type ClientOptions, clientSettings } from '../aws-client/client-options.js';
import { type RenewableClient, renewableClient } from '../aws-client/renewable-client.js';
import type { RegistryFault } from './registry-fault.js';

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

export const connectIot = (options: ClientOptions, fault: RegistryFault): IotConnection =>
  renewableClient(
    () => load(options, fault),
    ({ destroy }) => destroy(),
  );

async function load(options: ClientOptions, fault: RegistryFault): Promise<IotApi> {
  const sdk = await import('./sdk.js').catch((error: unknown) => {
    throw fault('unavailable', '@aws-sdk/client-iot cannot be loaded; is it installed?', error);
  });
  const client = new sdk.IoTClient({
    ...clientSettings(options),
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
