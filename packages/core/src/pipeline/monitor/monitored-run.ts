import type { Logger } from '../../ports/logger.js';
import { ownConditions } from '../own-conditions.js';
import type { Run } from '../run.js';

/** The run of steps that do not decide: whatever they learn, find or take stays with them. */
export const monitoredRun = (run: Run, monitor: string): Run => ({
  ...run,
  trace: [],
  logger: quieter(run.logger, monitor),
  // A branch that is taken inside is not taken outside, though it be the same plugin; nor the other way round.
  conditions: ownConditions(run.conditions, nothing),
  inside: new Map(),
});

/** What fails where nothing is decided must not ring the alarm of those who watch for errors. */
const quieter = (logger: Logger, monitor: string): Logger => ({
  log: (level, message, fields) =>
    logger.log(level === 'error' ? 'warn' : level, message, { ...fields, monitor }),
});

const nothing = { get: () => undefined };
