import type { TLSSocket } from 'node:tls';
import type { Cut } from './cut.js';

/** Milliseconds that a client has to take the last packet. It may be one that reads nothing, and another may wait for its id. */
const farewellTimeout = 1_000;

/**
 * Ends a connection. An MQTT 5 client is told by which code: in a CONNACK where it has none yet (section 3.2 of MQTT 5: no session
 * present, the code, no properties), else in a DISCONNECT (section 3.14). One of 3.1.1 is told nothing, as AWS IoT does it.
 *
 * The octets are written here, not by aedes: it sends no DISCONNECT between the CONNACK and the last of its own preparations.
 */
export function endConnection(
  socket: TLSSocket,
  { version, acknowledged }: { readonly version: number; readonly acknowledged: boolean },
  { reasonCode }: Cut,
): void {
  if (version !== 5) {
    socket.destroy();
    return;
  }
  socket.write(Buffer.from(acknowledged ? [0xe0, 2, reasonCode, 0] : [0x20, 3, 0, reasonCode, 0]));
  const timer = setTimeout(() => socket.destroy(), farewellTimeout);
  socket.once('close', () => clearTimeout(timer));
  socket.destroySoon();
}
