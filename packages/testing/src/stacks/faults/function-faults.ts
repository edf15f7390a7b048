import { at, listOf, shown } from '../reading/json.js';
import type { StackResource } from '../reading/read-stack.js';
import { type StackFault, unless } from './stack-fault.js';

/** The Lambda default: far too little for a cold start and an answer, and what is there when nobody says otherwise. */
const defaultTimeout = 3;

/** How a function must be set up, as far as it is the same for each. */
export function functionFaults(
  { id, properties }: StackResource,
  mostTimeout: number,
): readonly StackFault[] {
  const timeout = properties.Timeout ?? defaultTimeout;
  const memory = Number(properties.MemorySize ?? 128);
  const architectures = listOf(properties.Architectures);
  return [
    ...unless(
      typeof timeout === 'number' && timeout > defaultTimeout && timeout <= mostTimeout,
      'FUNCTION_TIMEOUT',
      id,
      `times out after ${shown(timeout)} s; more than ${defaultTimeout} and at most ${mostTimeout} are asked`,
    ),
    ...unless(
      properties.Runtime === 'nodejs24.x',
      'FUNCTION_RUNTIME',
      id,
      `runs on ${shown(properties.Runtime)}`,
    ),
    ...unless(
      architectures.length === 1 && architectures[0] === 'arm64',
      'FUNCTION_ARCHITECTURE',
      id,
      `runs on ${shown(properties.Architectures)}`,
    ),
    ...unless(
      properties.Handler === 'index.handler',
      'FUNCTION_HANDLER',
      id,
      `calls ${shown(properties.Handler)}`,
    ),
    ...unless(memory >= 256, 'FUNCTION_MEMORY', id, `has ${memory} MB`),
    ...unless(
      at(properties, 'LoggingConfig', 'LogFormat') === 'JSON',
      'FUNCTION_LOG_FORMAT',
      id,
      `logs as ${shown(at(properties, 'LoggingConfig', 'LogFormat'))}`,
    ),
  ];
}
