// The record of every decision, kept by a sink or not: that is what sinks, audits and `explain` have, with the trace. It is
// frozen when it is made, and known by its members; whether any were seen at all is asked at the end.
import { keepOutput } from './spool.mjs';

export function watchRecords() {
  const { freeze } = Object;
  Object.freeze = function freezeWatched(value) {
    if (isRecord(value)) keepOutput('record', value);
    return freeze(value);
  };
}

const isRecord = (value) =>
  typeof value === 'object' &&
  value !== null &&
  'durationMs' in value &&
  'trace' in value &&
  'subject' in value &&
  // A decision that allows has the response in it.
  !('parameterOverrides' in value);
