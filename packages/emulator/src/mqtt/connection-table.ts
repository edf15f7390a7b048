import type { ClientConnection } from './client-connection.js';
import { cuts } from './cut.js';

/** Who is connected: one connection a client id, any number a certificate. */
export interface ConnectionTable {
  readonly size: number;
  /**
   * Takes a client id for a connection. Whoever had it is cut off, and gone when the promise is fulfilled.
   *
   * @returns whether the id is still the connection's by then
   */
  enter(connection: ClientConnection): Promise<boolean>;
  /** Forgets a connection. */
  leave(connection: ClientConnection): void;
  all(): readonly ClientConnection[];
  of(certificateId: string): readonly ClientConnection[];
}

interface Seat {
  readonly connection: ClientConnection;
  /** Fulfilled when nobody who had it before is there any more. */
  readonly free: Promise<void> | undefined;
}

/**
 * Makes a table. The message broker does not allow two clients of one id: the second one takes over.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-actions.html
 * @example await createConnectionTable().enter(connection); // true
 */
export function createConnectionTable(): ConnectionTable {
  const byClientId = new Map<string, Seat>();
  const byCertificateId = new Map<string, Set<ClientConnection>>();
  return {
    get size() {
      return byClientId.size;
    },
    async enter(connection) {
      const { clientId, certificateId } = connection;
      const before = byClientId.get(clientId);
      const free = before === undefined ? undefined : freed(before);
      byClientId.set(clientId, { connection, free });
      const others = byCertificateId.get(certificateId);
      if (others === undefined) byCertificateId.set(certificateId, new Set([connection]));
      else others.add(connection);
      await free;
      return !connection.gone;
    },
    leave(connection) {
      const { clientId, certificateId } = connection;
      if (byClientId.get(clientId)?.connection === connection) byClientId.delete(clientId);
      const others = byCertificateId.get(certificateId);
      others?.delete(connection);
      if (others?.size === 0) byCertificateId.delete(certificateId);
    },
    all: () => [...byClientId.values()].map(({ connection }) => connection),
    of: (certificateId) => [...(byCertificateId.get(certificateId) ?? [])],
  };
}

/** Cuts off whoever has a seat, and waits for all who had it, and for those that they were waiting for. */
async function freed({ connection, free }: Seat): Promise<void> {
  connection.cut(cuts.sessionTakenOver('another connection came with its client id'));
  await Promise.all([connection.ended, free]);
}
