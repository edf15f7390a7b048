import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { reportDescriptor } from './report.js';

/** How a child ended. */
export interface ChildOutcome {
  /** What it reported, `undefined` where it ended before it did. */
  readonly report?: unknown;
  readonly exitCode: number | null;
  /** Whether it took longer than it had. */
  readonly late: boolean;
}

/** What a child is to load, and with what. */
export interface ChildInput {
  /** The bundled module, absolute; its folder is the child's working directory, as it is in Lambda. */
  readonly module: string;
  /** The file that it was made of, absolute. */
  readonly source: string;
  /** All that the child knows of an environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

const nodeArguments = {
  // So that a fault is told by the line of the source.
  'describe-program': ['--enable-source-maps'],
  // A function has none of them, and reading the map is most of what a load would then take.
  'time-program': [],
} as const;

/** Runs a program of this folder in a fresh Node, which gets nothing of this one's environment. */
export async function runChild(
  program: keyof typeof nodeArguments,
  { module, source, environment, signal: stop }: ChildInput,
  limitMs: number,
): Promise<ChildOutcome> {
  const file = fileURLToPath(new URL(`./${program}.js`, import.meta.url));
  const child = spawn(process.execPath, [...nodeArguments[program], file, module, source], {
    cwd: dirname(module),
    env: { ...environment },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    timeout: limitMs,
    killSignal: 'SIGKILL',
    ...(stop === undefined ? {} : { signal: stop }),
  });
  const pipe = child.stdio[reportDescriptor] as NodeJS.ReadableStream;
  const [told, [exitCode, signal]] = await Promise.all([text(pipe), once(child, 'exit')]);
  return {
    exitCode,
    late: signal === 'SIGKILL',
    ...reportIn(told),
  };
}

/** Whatever else has written there, the module among them, has left no report. */
function reportIn(told: string): { readonly report?: unknown } {
  try {
    return { report: JSON.parse(told) };
  } catch {
    return {};
  }
}
