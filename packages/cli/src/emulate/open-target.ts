import type { HookDescription } from '@gangway/composition';
import {
  Clock,
  definePlugin,
  type Logger,
  Logger as LoggerPort,
  type Plugin,
  provide,
} from '@gangway/core';
import {
  type HookTarget,
  inProcessHook,
  lifecycleRule,
  type PresenceRule,
} from '@gangway/emulator';
import { composeWithLifecycle } from '../hook/compose-with-lifecycle.js';
import { openHookFile } from '../hook/open-hook-file.js';
import { hookPlace } from './hook-place.js';
import { type RemoteOptions, targetOfLambda, targetOfUrl } from './remote-target.js';

/** What the emulator is to ask, and what is known of it. */
export interface OpenTarget {
  readonly target: HookTarget;
  /** The hook file, where it is one. */
  readonly path?: string;
  /** What the hook says of itself; only one of this process does. */
  readonly description?: HookDescription;
  readonly presence?: PresenceRule;
}

export interface TargetOptions extends RemoteOptions {
  readonly hook: string;
  /** The hook's time, where it runs in this process: that of the emulator. */
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Opens a hook under test: a file, which runs in this process with the emulator's clock, a URL, or the ARN of a Lambda function.
 *
 * @throws CliFault with a `HOOK_…` code, `USAGE`
 */
export async function openTarget(options: TargetOptions): Promise<OpenTarget> {
  const { hook: subject } = options;
  const place = hookPlace(subject);
  if (place === 'url') return { target: await targetOfUrl(subject, options) };
  if (place === 'lambda') return { target: targetOfLambda(subject, options) };
  const file = await openHookFile(subject);
  const { hook, lifecycle } = await composeWithLifecycle(file, () => ({
    replace: [surroundings(options)],
  }));
  void hook.prepare();
  return {
    target: inProcessHook(hook, { label: subject }),
    path: subject,
    description: hook.describe(),
    ...(lifecycle === undefined ? {} : { presence: lifecycleRule(lifecycle) }),
  };
}

/** The emulator's time and log, for the hook in it. */
const surroundings = ({ clock, logger }: TargetOptions): Plugin =>
  definePlugin({
    name: 'emulator-surroundings',
    build: () => ({
      provides: [provide(Clock, {}, () => clock), provide(LoggerPort, {}, () => logger)],
    }),
  })();
