import { type CallFaultKind, readFault } from '../aws-client/call-fault.js';
import type { IotApi, IotConnection } from './iot-api.js';
import type { FaultKind, RegistryFault } from './registry-fault.js';
import type { TokenBucket } from './token-bucket.js';

/** The calls of one reading: by one signal, at the adapter's rate. `undefined` is AWS IoT's "there is none". */
export interface PacedCalls {
  describeThing(thingName: string): Promise<object | undefined>;
  listThingPrincipals(
    query: Parameters<IotApi['listThingPrincipals']>[0],
  ): Promise<object | undefined>;
  describeCertificate(certificateId: string): Promise<object | undefined>;
}

/** All three only read, so a second attempt does no harm; more of them would only add to a rush. */
const attempts = 2;

interface Caller {
  readonly connection: IotConnection;
  readonly bucket: TokenBucket;
  readonly fault: RegistryFault;
}

export function pacedCalls({ connection, bucket, fault }: Caller, signal: AbortSignal): PacedCalls {
  async function call(
    operation: string,
    send: (api: IotApi) => Promise<object>,
    left = attempts,
  ): Promise<object | undefined> {
    // Before a token is taken: a call that cannot be made counts for nothing.
    let asked = await connection.open();
    await bucket.take(signal);
    try {
      return await connection.use((api) => {
        asked = api;
        return send(api);
      });
    } catch (error) {
      const failed = readFault(operation, error);
      if (failed.kind === 'not-found') return undefined;
      if (failed.fault === 'throttled') bucket.drain();
      const curable = failed.cure === 'renew' ? connection.renew(asked) : failed.cure === 'repeat';
      if (left === 1 || !curable) throw fault(kindOf(failed.fault), failed.message, error);
    }
    return call(operation, send, left - 1);
  }

  return {
    describeThing: (name) => call('DescribeThing', (api) => api.describeThing(name, signal)),
    listThingPrincipals: (query) =>
      call('ListThingPrincipals', (api) => api.listThingPrincipals(query, signal)),
    describeCertificate: (id) =>
      call('DescribeCertificate', (api) => api.describeCertificate(id, signal)),
  };
}

const kindOf = (fault: CallFaultKind): FaultKind =>
  fault === 'throttled' || fault === 'forbidden' ? fault : 'unavailable';
