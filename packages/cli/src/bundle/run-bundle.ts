import { type BundleResult, bundleFunction } from '@gangway/bundle';
import { GangwayError } from '@gangway/core';
import { CliFault, type CliFaultCode, cliFaults } from '../cli-fault.js';
import type { BundleInput } from '../commands/bundle.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { environmentOf } from './environment-of.js';
import { renderBundle } from './render-bundle.js';
import { createSteps } from './steps.js';

/** Makes one file for AWS Lambda of a hook, and says what it weighs. */
export async function runBundle(input: BundleInput, io: Io): Promise<ExitCode> {
  const stop = new AbortController();
  io.onStop(() => {
    // Asked twice, somebody is in a hurry.
    if (stop.signal.aborted) io.exit(exitCode.fault);
    stop.abort();
  });
  const result = await bundled(input, io, stop.signal);
  io.out(
    input.json === true
      ? `${JSON.stringify({ outcome: 'BUNDLED', ...result })}\n`
      : renderBundle(result, input.out, io.paint),
  );
  return exitCode.done;
}

async function bundled(input: BundleInput, io: Io, signal: AbortSignal): Promise<BundleResult> {
  const { file, out, external = [], without = [] } = input;
  const environment = environmentOf(input.env ?? []);
  const steps = createSteps(io, input.json === true);
  const progress = steps.at;
  try {
    return await bundleFunction({ file, out, environment, external, without, progress, signal });
  } catch (error) {
    if (signal.aborted) throw new CliFault('INTERRUPTED', 'nothing was written.', { cause: error });
    throw toCliFault(error);
  } finally {
    steps.clear();
  }
}

/** What bundling ends with has the same code here; an option that is wrong there was wrong on the command line. */
function toCliFault(error: unknown): unknown {
  if (!(error instanceof GangwayError)) return error;
  const code = error.code === 'OPTION_INVALID' ? 'USAGE' : error.code;
  return isCliFaultCode(code) ? new CliFault(code, error.message, { cause: error }) : error;
}

const isCliFaultCode = (code: string): code is CliFaultCode => Object.hasOwn(cliFaults, code);
