import { once } from 'node:events';
import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Connections } from './connections.js';

// What was sent before anyone could know that the server stops is there by then, within a network.
const lingerMs = 50;
// For the rest of a body that has begun to come.
const bodyMs = 500;

/**
 * Stops a server, and answers what was sent to it before. Node's own `close` destroys the connections that are idle at that
 * moment, with a request in it that has come and is not read yet.
 *
 * The grace is for decisions that run: a connection without a whole request could send the rest of it for as long as it
 * likes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-9.6
 */
export async function stopServer(
  server: Server,
  connections: Connections,
  graceMs: number,
): Promise<void> {
  const stopped = new AbortController();
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
  const closed = once(server, 'close').finally(() => {
    clearTimeout(cutOff);
    stopped.abort();
  });
  connections.endWithAnswers();
  await closeListener(server);
  const after = (milliseconds: number, run: () => void) =>
    pause(milliseconds, undefined, { signal: stopped.signal })
      // What has come in the meantime is read first.
      .then(() => nextTurn())
      .then(run)
      .catch(() => undefined);
  void after(Math.min(lingerMs, graceMs), () => connections.close('idle'));
  void after(Math.min(bodyMs, graceMs), () => connections.close('idle', 'receiving'));
  await closed;
  // It listens no more, and has no connections; now Node lets its timer go, too.
  server.close();
}

// Turns of the event loop until a listener with many clients is closed all the same.
const mostTurns = 16;

/** Takes the connections that the system has made already, which closing would reset, then listens no more. */
async function closeListener(server: Server): Promise<void> {
  let accepted = false;
  const note = () => {
    accepted = true;
  };
  server.on('connection', note);
  for (let turn = 0; turn < mostTurns; turn += 1) {
    accepted = false;
    await nextTurn();
    if (turn > 0 && !accepted) break;
  }
  server.off('connection', note);
  NetServer.prototype.close.call(server);
}
