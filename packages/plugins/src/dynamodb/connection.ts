import { PortError } from '@gangway/core';
import { renewableClient } from '../aws-client/renewable-client.js';
import { faultName, isExpired, storeFault, unavailable } from './store-fault.js';

type Sdk = typeof import('@aws-sdk/lib-dynamodb');
type DocumentClient = import('@aws-sdk/lib-dynamodb').DynamoDBDocumentClient;

/** Where the table is, and how patient its client is. */
export interface ConnectionOptions {
  readonly table: string;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly credentials?:
    | {
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
        readonly sessionToken?: string;
      }
    | undefined;
  readonly maxAttempts: number;
  readonly requestTimeoutMs: number;
}

/** What one call is made with. */
export interface Calling {
  readonly sdk: Sdk;
  readonly client: DocumentClient;
  readonly options: { readonly abortSignal: AbortSignal };
}

/** The client of one table, made when it is first used. */
export interface Connection {
  readonly table: string;
  /**
   * Makes a call.
   *
   * @param operation names it in errors
   * @throws PortError for all but a failed condition and a rival's transaction, which come through as the SDK throws them
   */
  call<T>(
    operation: string,
    signal: AbortSignal,
    make: (calling: Calling) => Promise<T>,
  ): Promise<T>;
  /** Waits for calls under way, and closes. */
  close(): Promise<void>;
}

/** Answers of DynamoDB that are no failure of the call. */
const answers: readonly string[] = [
  'ConditionalCheckFailedException',
  'TransactionCanceledException',
  'TransactionConflictException',
];

/** Nothing is loaded or opened by this. */
export function openConnection(options: ConnectionOptions): Connection {
  const { table } = options;
  const running = new Set<Promise<unknown>>();
  const shared = renewableClient(
    () => openClient(options),
    ({ bare }) => bare.destroy(),
  );
  let closed = false;

  const run = async <T>(
    signal: AbortSignal,
    make: (calling: Calling) => Promise<T>,
    again = true,
  ): Promise<T> => {
    let used: Opened | undefined;
    try {
      return await shared.use((opened) => {
        used = opened;
        signal.throwIfAborted();
        const { sdk, client } = opened;
        return make({ sdk, client, options: { abortSignal: signal } });
      });
    } catch (error) {
      const isOld = again && used !== undefined && isExpired(error) && !signal.aborted;
      // A function that was frozen wakes with the credentials of then. A new client asks for new ones; DynamoDB has
      // refused the old ones before it did anything, so that it is no second write.
      if (!isOld || used === undefined || !shared.renew(used)) throw error;
    }
    return run(signal, make, false);
  };
  return {
    table,
    async call(operation, signal, make) {
      signal.throwIfAborted();
      if (closed) throw unavailable(`the connection to the table "${table}" was closed`);
      const made = run(signal, make);
      running.add(made);
      try {
        return await made;
      } catch (error) {
        if (error instanceof PortError || answers.includes(faultName(error))) throw error;
        signal.throwIfAborted();
        throw storeFault(operation, table, error);
      } finally {
        running.delete(made);
      }
    },
    async close() {
      closed = true;
      await Promise.allSettled(running);
      await shared.close();
    },
  };
}

interface Opened {
  readonly sdk: Sdk;
  readonly client: DocumentClient;
  /** The client that has the sockets: to destroy the other one does nothing. */
  readonly bare: { destroy(): void };
}

async function openClient(options: ConnectionOptions): Promise<Opened> {
  const { region, endpoint, credentials, maxAttempts, requestTimeoutMs } = options;
  const [{ DynamoDBClient }, sdk] = await loadSdk();
  const bare = new DynamoDBClient({
    maxAttempts,
    requestHandler: {
      requestTimeout: requestTimeoutMs,
      connectionTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  return { sdk, client: sdk.DynamoDBDocumentClient.from(bare), bare };
}

async function loadSdk() {
  try {
    // Only here: an SDK that no hook is configured with is never loaded.
    return await Promise.all([import('@aws-sdk/client-dynamodb'), import('@aws-sdk/lib-dynamodb')]);
  } catch (error) {
    throw new PortError(
      'STORE_SDK_MISSING',
      'dynamodbDeviceRegistry needs the packages @aws-sdk/client-dynamodb and @aws-sdk/lib-dynamodb: install both',
      { cause: error },
    );
  }
}
