import type { Condition } from '../../plugin/steps.js';
import type { Logger } from '../../ports/logger.js';
import type { Run } from '../run.js';

/** The run of steps that do not decide: whatever they learn, find or take stays with them. */
export const monitoredRun = (run: Run, monitor: string): Run => ({
  ...run,
  trace: [],
  logger: quieter(run.logger, monitor),
  conditions: conditionsInside(run.conditions),
  inside: new Map(),
});

/** What fails where nothing is decided must not ring the alarm of those who watch for errors. */
const quieter = (logger: Logger, monitor: string): Logger => ({
  log: (level, message, fields) =>
    logger.log(level === 'error' ? 'warn' : level, message, { ...fields, monitor }),
});

/**
 * A branch that is taken inside is not taken outside, though it be the same plugin. The predicate of a `when` is still
 * asked once a request, wherever it stands: it goes by the request alone.
 */
function conditionsInside(outside: Run['conditions']): Run['conditions'] {
  const own = new Map<Condition, boolean>();
  const isShared = ({ test, facts }: Condition) => test !== undefined && facts === undefined;
  return {
    get: (condition) => (isShared(condition) ? outside : own).get(condition),
    set(condition, holds) {
      (isShared(condition) ? outside : own).set(condition, holds);
    },
  };
}
