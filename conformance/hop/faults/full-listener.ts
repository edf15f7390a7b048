import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A listener that takes no connection, and refuses none: a stopped process whose queue is full. */
export interface FullListener {
  readonly port: number;
  /** Lets it go on: it then hands connections on to the port that it was given. */
  release(): Promise<void>;
  close(): Promise<void>;
}

const program = `
  const { connect, createServer } = require('node:net');
  const server = createServer((socket) => {
    const onward = connect(Number(process.argv[1]), '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) end.on('error', () => { socket.destroy(); onward.destroy(); });
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));
`;

// More than Linux keeps in a queue of one.
const most = 20;

export async function spawnFullListener(onward: number): Promise<FullListener> {
  const child = spawn(process.execPath, ['-e', program, String(onward)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const [line] = await once(child.stdout, 'data');
  const port = Number(line);
  child.kill('SIGSTOP');
  const fillers: Socket[] = [];
  while (fillers.length < most && (await isTaken(port, fillers)));
  const emptied = () => {
    for (const socket of fillers) socket.destroy();
  };
  return {
    port,
    async release() {
      emptied();
      child.kill('SIGCONT');
      // Linux asks for a connection again after one second, and after two more.
      await pause(100);
    },
    async close() {
      emptied();
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Whether one more connection is made at once; it is kept either way. */
async function isTaken(port: number, fillers: Socket[]): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  fillers.push(socket);
  socket.on('error', () => undefined);
  return Promise.race([once(socket, 'connect').then(() => true), pause(300).then(() => false)]);
}
