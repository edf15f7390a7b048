import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '@gangway/adapter-http';
import { CliFault } from '../../cli-fault.js';
import type { ServeInput } from '../../commands/serve.js';
import { reportFault } from '../../report-fault.js';
import type { Io } from '../../terminal/io.js';
import type { Version } from './start-version.js';

/** Says what becomes of the versions of a hook. */
export interface VersionTeller {
  loaded(version: Version): void;
  broken(error: unknown): void;
  ended(): void;
}

/** @param served the settings that the server was started by */
export function versionTeller(input: ServeInput, served: Settings, io: Io): VersionTeller {
  const say = (text: string) => io.err(`gangway: ${text}\n`);
  let count = 1;
  return {
    loaded({ settings }) {
      count += 1;
      if (input.json === true) io.out(`${JSON.stringify({ version: count })}\n`);
      else say(`${input.hook} has changed; version ${count} decides now`);
      if (!isDeepStrictEqual(lasting(settings), lasting(served))) {
        say('its settings have changed as well; they hold after a restart');
      }
    },
    broken(error) {
      reportFault(error, input, io, error instanceof CliFault ? error.code : 'INTERNAL');
      say('the version before goes on serving');
    },
    ended() {
      say('the hook has ended; calls are denied until it changes');
    },
  };
}

/** The settings of a server for as long as it runs; a function of keys is another object in each version. */
function lasting({ values }: Settings): unknown {
  const { logLevel: _, keys, ...others } = values;
  return { ...others, keys: typeof keys === 'function' ? 'a function' : keys };
}
