import { resolve } from 'node:path';
import { CliFault } from '../../cli-fault.js';
import type { ServeInput } from '../../commands/serve.js';
import { type ExitCode, exitCode } from '../../exit-code.js';
import { reportFault } from '../../report-fault.js';
import type { Io } from '../../terminal/io.js';
import { type Listens, sayWhere, warnOfInsecure } from '../say-where.js';
import type { VersionMessage } from './messages.js';
import { createVersions } from './versions.js';
import { watchedFiles } from './watched-files.js';

// Twice the same change is a whole one: an editor may write a file in several steps.
const lookMs = 150;

/**
 * Serves a hook, and each version of it that is written while it does. The one before answers until the next does, and as
 * long as there is none that loads.
 *
 * @throws CliFault where the first version does not load or cannot listen
 */
export async function runWatch(input: ServeInput, io: Io): Promise<ExitCode> {
  const files = watchedFiles(resolve(input.hook));
  const over = Promise.withResolvers<ExitCode>();
  let said: Listens | undefined;
  const versions = createVersions(input, {
    reads: files.reads,
    serves(version) {
      files.serves();
      if (version.url !== said?.url) sayWhere(input, version, io);
      else if (version.insecure !== said.insecure) warnOfInsecure(version, io);
      said = version;
    },
    hasReplaced() {
      io.err(`gangway: ${input.hook} has changed; the new version answers now\n`);
    },
    fault(message, another) {
      const fault = faultOf(message);
      if (said === undefined) return over.reject(fault);
      files.failed();
      reportFault(fault, input, io);
      io.err(`gangway: ${another ? 'the version before goes on' : 'nothing answers now'}\n`);
    },
    allEnded: () => over.resolve(exitCode.done),
  });
  const reload = () => {
    files.begin();
    versions.load();
  };
  let isStopping = false;
  io.onStop(() => {
    // Asked twice, somebody is in a hurry; the versions end with this process.
    if (isStopping) io.exit(exitCode.fault);
    isStopping = true;
    versions.stop();
  });
  let seen: string | undefined;
  const look = setInterval(() => {
    const change = files.change();
    if (change !== undefined && change === seen && !isStopping) reload();
    seen = change;
  }, lookMs);
  io.outliveReader();
  try {
    reload();
    return await over.promise;
  } finally {
    clearInterval(look);
  }
}

function faultOf({ code, message, stack }: VersionMessage & { readonly kind: 'fault' }): CliFault {
  const fault = new CliFault(code, message);
  fault.stack = stack;
  return fault;
}
