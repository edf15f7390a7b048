import { Readable } from 'node:stream';
import { run } from '../dist/run.js';
import type { Io } from '../dist/terminal/io.js';
import { createPaint } from '../dist/terminal/paint.js';
import type { Ended } from './run-gangway.js';

export interface InProcessOptions {
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether standard error is a terminal. */
  readonly errTerminal?: boolean;
}

/** What a command knows of the world, with everything that it prints held. */
export function heldIo({ stdin = '', env = {}, errTerminal = false }: InProcessOptions = {}) {
  const held = { stdout: '', stderr: '' };
  let stop = () => {};
  const io: Io = {
    stdin: Readable.from([Buffer.from(stdin)]),
    environment: env,
    paint: createPaint(false, {}),
    width: 100,
    errTerminal,
    out: (text) => {
      held.stdout += text;
    },
    err: (text) => {
      held.stderr += text;
    },
    reserveStdout() {},
    onStop(told) {
      stop = told;
    },
    outliveReader() {},
    onUncaught() {},
    onEndedEarly() {},
    async flush() {},
    exit(code) {
      throw new Error(`exit ${code}`);
    },
  };
  return { io, held, stop: () => stop() };
}

// The watch over what the tests let out, where there is one: see tools/canaries.
const watch: { output(kind: string, value: unknown): void } | undefined = Reflect.get(
  globalThis,
  Symbol.for('@gangway/canaries'),
);

function noteOutput(args: readonly string[], held: unknown): void {
  const words = args.filter((word) => /^[a-z]+$/.test(word));
  watch?.output(['cli', ...words].join('-'), held);
}

/** Runs one command line in this process, on real files. */
export async function runGangway(
  args: readonly string[],
  options: InProcessOptions = {},
): Promise<Ended> {
  const { io, held } = heldIo(options);
  const code = await run(args, io);
  noteOutput(args.slice(0, 2), held);
  return { code, ...held };
}
