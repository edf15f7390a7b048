import type { Logger } from '@gangway/core';

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
