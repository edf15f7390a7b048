import type { Readable, Writable } from 'node:stream';
import { exitCode } from '../exit-code.js';
import { createPaint, type Paint } from './paint.js';

/** What a command knows of the world outside. */
export interface Io {
  readonly stdin: Readable;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Paints what goes to standard output. */
  readonly paint: Paint;
  /** Columns of the terminal; 100 where there is none. */
  readonly width: number;
  /** Whether standard error is a terminal, where a line may be written over. */
  readonly errTerminal: boolean;
  out(text: string): void;
  err(text: string): void;
  /**
   * From now on standard output is the command's own: what a hook's file or plugins print goes to standard error, so
   * that `--json` prints one object and nothing else.
   */
  reserveStdout(): void;
  /** Calls back on SIGTERM and SIGINT. */
  onStop(stop: () => void): void;
  /** Keeps a broken pipe from ending the process. */
  outliveReader(): void;
  /** Calls back with what nothing caught. */
  onUncaught(report: (error: unknown) => void): void;
  /** Calls back where the process ends and the command has not ended it: then it must not look as if it were done. */
  onEndedEarly(report: () => void): void;
  /** Settles when all that was printed is on its way. */
  flush(): Promise<void>;
  exit(code: number): never;
}

/** The real world, of the process that this is the entry of. */
export function createIo(process: NodeJS.Process): Io {
  const { stdin, stdout, stderr, env } = process;
  const write = writer(stdout);
  const writeError = writer(stderr);
  let outlives = false;
  let ending = false;
  const exit = (code: number): never => {
    ending = true;
    return process.exit(code);
  };
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    // Whoever read along has seen enough, as `head` does.
    if (!outlives) exit(exitCode.done);
  });
  stderr.on('error', () => {
    // There is nowhere left to say so.
  });
  return Object.freeze({
    stdin,
    environment: env,
    paint: createPaint(stdout.isTTY === true, env),
    width: stdout.columns ?? 100,
    errTerminal: stderr.isTTY === true && env.TERM !== 'dumb',
    out: (text: string) => write(text),
    err: (text: string) => writeError(text),
    reserveStdout() {
      stdout.write = stderr.write.bind(stderr) as typeof stdout.write;
    },
    onStop(stop: () => void) {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
    },
    outliveReader() {
      outlives = true;
    },
    onUncaught(report: (error: unknown) => void) {
      process.on('uncaughtException', report);
    },
    onEndedEarly(report: () => void) {
      process.on('exit', () => {
        if (!ending) report();
      });
    },
    async flush() {
      await Promise.all(
        [write, writeError].map((last) => new Promise<void>((done) => last('', done))),
      );
    },
    exit,
  });
}

/** Writes to a stream, also after its `write` was turned elsewhere. */
function writer(stream: Writable): (text: string, written?: () => void) => void {
  const write = stream.write.bind(stream) as (text: string, written: () => void) => boolean;
  return (text, written = () => {}) => void write(text, written);
}
