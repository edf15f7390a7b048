import type { Logger, Plugin } from '@gangway/core';
import type { Wiring } from './wiring/wire.js';

interface Prepared {
  readonly plugin: string;
  readonly prepare: (signal: AbortSignal) => Promise<void>;
}

/** Runs the preparations once, all at the same time; asked again it answers with the same promise. */
export function preparing(
  preparations: readonly Prepared[],
  logger: Logger,
): (signal?: AbortSignal) => Promise<void> {
  let started: Promise<void> | undefined;
  const start = async (signal: AbortSignal): Promise<void> => {
    await Promise.all(
      preparations.map(async ({ plugin, prepare }) => {
        try {
          await prepare(signal);
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error);
          logger.log('warn', `${plugin} could not prepare`, { error: why });
        }
      }),
    );
  };
  return (signal = new AbortController().signal) => {
    started ??= start(signal);
    return started;
  };
}

/** The preparations of these plugins, with the ports that they need. */
export const readyPreparations = (
  plugins: readonly Plugin[],
  wiring: Wiring,
): readonly Prepared[] =>
  plugins
    .flatMap(({ preparations }) => preparations)
    .map(({ plugin, needs, prepare }) => ({
      plugin,
      prepare: wiring.make({
        plugin,
        needs,
        create: (ports) => (signal: AbortSignal) => prepare(ports, signal),
      }),
    }));
