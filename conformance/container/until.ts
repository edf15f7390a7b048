import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until it is so; what it throws counts as no. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  let last: unknown;
  for (let left = 300; left > 0; left -= 1) {
    try {
      if (await holds()) return;
    } catch (error) {
      last = error;
    }
    await pause(100);
  }
  throw new Error(`it did not come to be in time: ${String(last)}`);
}

/** Whether somebody listens on a port of this machine; it rejects where nobody does. */
export async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
  return true;
}
