import { createInterface } from 'node:readline';
import { startWorker } from '../worker.js';

/** The bundled programs, by their files. */
export interface Programs {
  readonly emulator: string;
  readonly fleet: string;
  readonly floorServer: string;
  readonly floorClient: string;
}

const serverCpu = 0;
/** The processor that fleets keep to. */
export const fleetCpu = 1;

/** A program that goes on running, and says something now and then. */
export interface Server {
  /** What it says next. */
  finding(): Promise<unknown>;
  stop(): void;
}

/** Starts the emulator, or the floor's server. */
export function startServer(file: string, args: readonly string[]): Server {
  const { child, findings } = startWorker(file, args, { cpu: serverCpu });
  const lines = createInterface(findings)[Symbol.asyncIterator]();
  return {
    async finding() {
      const { done, value } = await lines.next();
      if (done === true) throw new Error(`${file} ended before it said what was asked`);
      return JSON.parse(value);
    },
    stop: () => void child.kill(),
  };
}
