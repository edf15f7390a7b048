import type { ServeInput } from '../../commands/serve.js';
import { forkVersion, type Version } from './fork-version.js';
import type { VersionMessage } from './messages.js';

type Message<Kind extends VersionMessage['kind']> = VersionMessage & { readonly kind: Kind };

export interface VersionsEvents {
  reads(file: string, state: string): void;
  serves(message: Message<'serves'>): void;
  /** The one that serves has all connections from now on. */
  hasReplaced(): void;
  /** @param another whether another version goes on serving */
  fault(message: Message<'fault'>, another: boolean): void;
  /** All have ended, after they were told to. */
  allEnded(): void;
}

/** The versions of a hook: one that serves, perhaps one that loads, and those before, which finish what they have begun. */
export interface Versions {
  /** Loads the hook anew; one that is still loading is given up. */
  load(): void;
  /** Lets all of them finish what they have begun. */
  stop(): void;
}

export function createVersions(input: ServeInput, events: VersionsEvents): Versions {
  const running = new Set<Version>();
  let loading: Version | undefined;
  let serving: Version | undefined;
  let port: number | undefined;
  let freePort: number | undefined;
  let isStopping = false;

  const promote = (version: Version, message: Message<'serves'>) => {
    const before = serving;
    const isFirst = port === undefined;
    [serving, loading] = [version, undefined];
    port = Number(new URL(message.url).port);
    events.serves(message);
    if (before !== undefined) before.stop();
    // One that crashed has left already.
    else if (!isFirst) events.hasReplaced();
  };
  const fail = (version: Version, message: Message<'fault'>) => {
    // One that was given up has nothing to say.
    if (version !== loading && version !== serving) return;
    if (version === loading) loading = undefined;
    else serving = undefined;
    events.fault(message, serving !== undefined);
  };
  const take = (version: Version, message: VersionMessage) => {
    if (message.kind === 'fault') fail(version, message);
    else if (message.kind === 'left') {
      if (!isStopping) events.hasReplaced();
    } else if (version === loading && message.kind === 'serves') promote(version, message);
    else if (message.kind === 'reads' && version === (loading ?? serving)) {
      events.reads(message.file, message.state);
    }
  };
  const ended = (version: Version) => {
    running.delete(version);
    if (!isStopping) fail(version, endedAlone);
    // The socket went with the last of them. Whoever asks for any free port is to get the one that is known.
    if (running.size === 0) freePort = port;
    if (isStopping && running.size === 0) events.allEnded();
  };
  return {
    load() {
      loading?.kill();
      const version = forkVersion(
        { ...input, ...(freePort === undefined ? {} : { freePort }) },
        { message: (message) => take(version, message), ended: () => ended(version) },
      );
      running.add(version);
      loading = version;
    },
    stop() {
      isStopping = true;
      loading?.kill();
      loading = undefined;
      for (const version of running) version.stop();
      if (running.size === 0) events.allEnded();
    },
  };
}

const endedAlone: Message<'fault'> = {
  kind: 'fault',
  code: 'UNCAUGHT',
  message: 'The process of the hook ended by itself.',
  stack: '',
};
