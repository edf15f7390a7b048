import type { TLSSocket } from 'node:tls';
import type { Cut } from './cut.js';

/**
 * Closes a connection that asked to be made. An MQTT 5 client is told by which code (CONNACK, section 3.2 of MQTT 5: no session
 * present, the reason code, no properties); one of 3.1.1 is told nothing, as AWS IoT does it.
 */
export function refuseConnect(socket: TLSSocket, protocolVersion: number, cut: Cut): void {
  if (protocolVersion !== 5) {
    socket.destroy();
    return;
  }
  socket.write(Buffer.from([0x20, 3, 0, cut.reasonCode, 0]));
  socket.destroySoon();
}
