import type { HookDescription } from '@gangway/composition';
import {
  BlockRegistry,
  type Clock,
  type DecisionRecord,
  type DeviceStore,
  type Logger,
  portName,
} from '@gangway/core';
import {
  type HookTarget,
  inProcessHook,
  lifecycleRule,
  type PresenceRule,
} from '@gangway/emulator';
import { toLogFields } from '@gangway/plugins/decision-log';
import { openMemoryStore } from '@gangway/plugins/memory-device-registry';
import { CliFault } from '../cli-fault.js';
import { hookPlace } from '../emulate/hook-place.js';
import { openTarget, type TargetOptions } from '../emulate/open-target.js';
import { composeWithLifecycle } from '../hook/compose-with-lifecycle.js';
import { openHookFile } from '../hook/open-hook-file.js';
import { faultOfItsOwn } from './fault-of-its-own.js';
import { createLastReasons } from './last-reasons.js';
import { rehearsedStore, rehearsedSurroundings } from './rehearsal-ports.js';
import { type RehearsalSettings, readSettings } from './rehearsal-settings.js';

/** A hook, ready to be rehearsed. */
export interface RehearsedHook {
  readonly target: HookTarget;
  readonly settings: RehearsalSettings;
  /** What is known of a hook of this process alone. */
  readonly file?: {
    readonly path: string;
    readonly description: HookDescription;
    /** Why it does not compose without what it gets for a rehearsal; undefined where it does. */
    readonly faultOfItsOwn?: string;
    /** What it has instead of its registry; empty, so far. */
    readonly store: DeviceStore;
    readonly presence?: PresenceRule;
    reasonOf(clientId: string): string | undefined;
    saidNo(clientId: string): boolean;
    /** There where the hook asks for blocks. */
    readonly block?: (claimCertificateId: string) => Promise<void>;
  };
}

export interface RehearsedHookOptions extends TargetOptions {
  /** Hears of each decision of a hook of this process. */
  readonly heard: (decision: DecisionRecord) => void;
}

/**
 * Opens a hook for a rehearsal. One of a file gets a memory in place of its registry, ledger and blocks, so that a rehearsal
 * writes nothing into a real one; one behind a URL or an ARN keeps what it has.
 *
 * @throws CliFault with a `HOOK_…` code, `USAGE`
 */
export async function openRehearsedHook(options: RehearsedHookOptions): Promise<RehearsedHook> {
  const { hook: path, clock, logger } = options;
  if (hookPlace(path) !== 'file') {
    return { target: (await openTarget(options)).target, settings: {} };
  }
  const opened = await openHookFile(path);
  if (opened.exported.kind === 'composed') {
    throw new CliFault(
      'HOOK_NOT_REHEARSABLE',
      `${path} has composed its hook itself, so that it would write into its own registry. Export what defineHook gives.`,
    );
  }
  const settings = readSettings(opened.exports.rehearsal, path);
  const store = openMemoryStore(clock);
  const reasons = createLastReasons();
  const sink = sinkOf(logger, (decision) => {
    reasons.record(decision);
    options.heard(decision);
  });
  const replace = [
    rehearsedSurroundings(clock, logger),
    rehearsedStore(store, sink),
    ...(settings.replace ?? []),
  ];
  const { hook, lifecycle } = await composeWithLifecycle(opened, () => ({ replace }));
  const description = hook.describe();
  const fault = await faultOfItsOwn(opened, settings);
  return {
    target: inProcessHook(hook, { label: path }),
    settings,
    file: {
      path,
      description,
      ...(fault === undefined ? {} : { faultOfItsOwn: fault }),
      store,
      reasonOf: reasons.of,
      saidNo: reasons.saidNo,
      ...(asksForBlocks(description) ? { block: blockIn(store, clock) } : {}),
      ...(lifecycle === undefined ? {} : { presence: lifecycleRule(lifecycle) }),
    },
  };
}

const sinkOf =
  (logger: Logger, heard: (decision: DecisionRecord) => void) =>
  (decision: DecisionRecord): void => {
    const level = decision.outcome === 'DENY_ERROR' ? 'error' : 'info';
    logger.log(level, 'decision', toLogFields(decision));
    heard(decision);
  };

const asksForBlocks = ({ plugins }: Pick<HookDescription, 'plugins'>): boolean =>
  plugins.some(
    ({ needs, parts }) =>
      needs.includes(portName(BlockRegistry)) || asksForBlocks({ plugins: parts }),
  );

const blockIn =
  ({ inventory }: DeviceStore, clock: Clock) =>
  async (id: string): Promise<void> => {
    const block = { subject: { kind: 'claim-certificate', id }, since: clock.now() } as const;
    await inventory.block(block, { signal: AbortSignal.timeout(5_000) });
  };
