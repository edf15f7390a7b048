import { Clock, definePlugin, Logger, type Plugin, provide } from '@gangway/core';

/** The emulator's time and log, for the hook in it. */
export const emulatorSurroundings = (clock: Clock, logger: Logger): Plugin =>
  definePlugin({
    name: 'emulator-surroundings',
    build: () => ({
      provides: [provide(Clock, {}, () => clock), provide(Logger, {}, () => logger)],
    }),
  })();
