import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A running `moto_server`, somebody else's server of the same protocol. */
export interface MotoServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts `moto_server` on a free port of this machine.
 *
 * @returns `undefined` where it is not installed, or does not start
 */
export async function startMoto(): Promise<MotoServer | undefined> {
  const moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await urlOf(moto);
  if (url === undefined) return undefined;
  return {
    url,
    async close() {
      const ended = once(moto, 'exit');
      moto.kill('SIGKILL');
      await ended;
    },
  };
}

function urlOf(moto: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let written = '';
    const read = (chunk: Buffer) => {
      written += chunk;
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(written) ?? [];
      if (url !== undefined) resolve(url);
    };
    moto.stdout?.on('data', read);
    moto.stderr?.on('data', read);
    moto.once('error', () => resolve(undefined));
    moto.once('exit', () => resolve(undefined));
  });
}
