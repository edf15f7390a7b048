import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { StoreAddress } from './store-address.js';

/** A program of this folder in a process of its own. */
export interface Running {
  readonly child: ChildProcess;
  /** The next line that it writes; `undefined` when there is none any more. */
  readonly nextLine: () => Promise<string | undefined>;
  /** Resolves when it has ended; with what it said on standard error where it ended by itself and not well. */
  readonly ended: Promise<string | undefined>;
}

/** Starts a bundled program that works on a store. */
export function start(file: string, address: StoreAddress, args: readonly string[]): Running {
  // The binary itself: what stands on the path may be a script, which would be killed in its place.
  const child = spawn(process.execPath, [file, JSON.stringify(address), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...localCredentials },
  });
  const complaint = text(child.stderr);
  const ended = new Promise<string | undefined>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', async (code) => {
      resolve(code === 0 || code === null ? undefined : `ended with ${code}: ${await complaint}`);
    });
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value, done } = await lines.next();
    return done === true ? undefined : value;
  };
  return { child, nextLine, ended };
}

/** What the SDK asks for before it speaks to any server, this machine's included. */
export const localCredentials = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
