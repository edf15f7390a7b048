import type { Clock, DecisionRecord, DeviceRecord, DeviceStore, Logger } from '@gangway/core';
import { type Chaos, createChaos, type Emulator, startEmulator } from '@gangway/emulator';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { type Fleet, type TimedHook, timedHook } from '@gangway/rehearsal';
import type { RehearseInput } from '../commands/rehearse.js';
import { startOrFault } from '../emulate/start-or-fault.js';
import { lineLogger } from '../hook/stderr-logger.js';
import { findTemplate } from '../template-file/find-template.js';
import type { Io } from '../terminal/io.js';
import { faultRate } from './fault-rate.js';
import { gatherDevices } from './gather-devices.js';
import { makeFleet, unprovenParameters } from './make-fleet.js';
import { openRehearsedHook, type RehearsedHook } from './open-rehearsed-hook.js';
import { openLog, type RehearsalLog } from './rehearsal-log.js';
import { watchHook } from './unanswered.js';

/** Everything that a rehearsal needs, running. */
export interface Stage {
  readonly emulator: Emulator;
  readonly fleet: Fleet;
  readonly hook: RehearsedHook;
  readonly timed: TimedHook;
  /** How often the hook gave no answer, in words. */
  readonly unanswered: () => string | undefined;
  readonly chaos?: Chaos;
  readonly log?: RehearsalLog;
  /** Lets devices of the list that stayed away come. */
  admitOthers(): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly input: RehearseInput;
  /** Where the log is written; none is kept unless told. */
  readonly folder?: string;
  readonly heard: (decision: DecisionRecord) => void;
}

const silent: Logger = { log: () => {} };

/**
 * Opens the hook, gathers its fleet and starts an emulator with it.
 *
 * @throws CliFault of whatever is not as it must be
 */
export async function setStage({ input, folder, heard }: StageOptions, io: Io): Promise<Stage> {
  const chaos = chaosFor(input);
  const clock = chaos?.clock ?? createSystemClock();
  const log = folder === undefined ? undefined : await openLog(folder, clock);
  const logger = log?.logger ?? (input.debug === true ? lineLogger(io, true) : silent);
  const hook = await openRehearsedHook({ ...input, clock, logger, heard });
  const template = await templateFor(input, hook);
  const gathered = await gatherDevices(input, {
    settings: hook.settings,
    ...known(hook),
    templateName: template.name,
    now: clock.now(),
    io,
  });
  const fleet = makeFleet({
    devices: gathered.devices,
    settings: hook.settings,
    ...known(hook),
    template: template.body,
  });
  warn(input, hook, io);
  await register(gathered.records, hook.file?.store);
  const { target, unanswered } = watchHook(hook.target);
  const timed = timedHook(target, clock);
  const emulator = await start(input, { hook, timed, template, clock, logger, chaos });
  return {
    emulator,
    fleet,
    hook,
    timed,
    unanswered,
    ...(chaos === undefined ? {} : { chaos }),
    ...(log === undefined ? {} : { log }),
    admitOthers: () => register(gathered.others, hook.file?.store),
    async close() {
      await emulator.close();
      await log?.close();
    },
  };
}

function chaosFor(input: RehearseInput): Chaos | undefined {
  const rate = faultRate(input);
  // With no faults in it, there is no chaos: what went wrong then is the hook's.
  return rate === 0
    ? undefined
    : createChaos({ seed: input.seed, clock: createSystemClock(), rate });
}

const templateFor = (
  { template, templateName }: RehearseInput,
  { settings, file }: RehearsedHook,
) => {
  const asked = template ?? settings.template;
  return findTemplate({
    ...(asked === undefined ? {} : { template: asked }),
    ...(templateName === undefined ? {} : { templateName }),
    ...(file === undefined ? {} : { path: file.path, description: file.description }),
  });
};

const known = ({ file }: RehearsedHook) =>
  file === undefined ? {} : { description: file.description };

function warn({ hook: subject }: RehearseInput, { file, settings }: RehearsedHook, io: Io): void {
  const told =
    file === undefined
      ? [`${subject} keeps its own registry: what it admits, it may claim there`]
      : [
          ...(file.faultOfItsOwn === undefined
            ? []
            : [
                `without the memory that it rehearses with, the hook does not compose: ${file.faultOfItsOwn}`,
              ]),
          ...unprovenParameters(settings, file.description.plugins).map(
            (name) =>
              `the hook asks for a proof in "${name}"; rehearsal.parametersOf in the hook file makes it (docs/rehearsal.md)`,
          ),
        ];
  for (const line of told) io.err(`gangway: WARNING: ${line}\n`);
}

/** How many devices one call registers. */
const atOnce = 1_000;

async function register(
  records: readonly DeviceRecord[],
  store: DeviceStore | undefined,
): Promise<void> {
  for (let from = 0; from < records.length; from += atOnce) {
    const entries = records.slice(from, from + atOnce).map((record) => ({ record }));
    await store?.inventory.put(entries, { signal: AbortSignal.timeout(60_000) });
  }
}

interface Parts {
  readonly hook: RehearsedHook;
  readonly timed: TimedHook;
  readonly template: { readonly name: string; readonly body: string };
  readonly clock: Clock;
  readonly logger: Logger;
  readonly chaos: Chaos | undefined;
}

async function start(input: RehearseInput, parts: Parts): Promise<Emulator> {
  const { hook, timed, template, clock, logger, chaos } = parts;
  const { accountId, region, host: hostname } = input;
  const presence = hook.file?.presence;
  return await startOrFault(
    (port) =>
      startEmulator({
        hook: timed.target,
        template,
        accountId,
        region,
        clock,
        logger,
        ...(presence === undefined ? {} : { presence }),
        ...(chaos === undefined ? {} : { chaos }),
        mqtt: { hostname, port },
        http: { hostname, port: 0 },
      }),
    { asked: input.port ?? 0, usual: 0 },
  );
}
