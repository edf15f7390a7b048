import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Sees when processes begin and end: each holds a connection to it for as long as it lives. */
export interface Witness {
  /** What a process is told to connect to. */
  readonly environment: Readonly<Record<string, string>>;
  /** How many have begun. */
  begun(): number;
  /** Ends when one has begun. */
  oneBegan(): Promise<void>;
  /** Tells all of them that they may end. */
  dismiss(): void;
  /** Ends when each that has begun has ended. */
  allEnded(): Promise<void>;
  close(): Promise<void>;
}

export async function startWitness(): Promise<Witness> {
  const seen: Socket[] = [];
  const server = createServer((socket) => {
    // A process that is killed may reset its connection.
    socket.on('error', () => undefined).resume();
    seen.push(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    environment: { WITNESS: String(port) },
    begun: () => seen.length,
    async oneBegan() {
      if (seen.length === 0) await once(server, 'connection');
    },
    dismiss() {
      for (const socket of seen) socket.write('.');
    },
    async allEnded() {
      const open = seen.filter((socket) => !socket.closed);
      await Promise.all(open.map((socket) => once(socket, 'close')));
    },
    async close() {
      for (const socket of seen) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
