import { at, listOf, shown } from '../reading/json.js';
import type { StackResource } from '../reading/read-stack.js';
import { type StackFault, unless } from './stack-fault.js';

/** The Lambda default: far too little for a cold start and an answer, and what is there when nobody says otherwise. */
const defaultTimeout = 3;

/** What a function says of itself. What else it may say brings code or files aboard that nobody has bundled, or wants grants. */
const settings = new Set([
  ...['Architectures', 'Code', 'Description', 'Environment', 'FunctionName', 'Handler'],
  ...['LoggingConfig', 'MemorySize', 'ReservedConcurrentExecutions', 'Role', 'Runtime'],
  ...['Tags', 'Timeout', 'VpcConfig'],
]);

/** Variables that run something else, have TLS believe anybody, or do without it. */
const variables = ['AWS_LAMBDA_EXEC_WRAPPER', 'GANGWAY_PLAIN_HTTP', 'NODE_TLS_REJECT_UNAUTHORIZED'];

/** A decision's line has level info. */
const logLevels = ['INFO', 'DEBUG', 'TRACE', undefined];

/** How a function must be set up, as far as it is the same for each. */
export function functionFaults(
  { id, properties }: StackResource,
  mostTimeout: number,
): readonly StackFault[] {
  const timeout = properties.Timeout ?? defaultTimeout;
  const memory = Number(properties.MemorySize ?? 128);
  const architectures = listOf(properties.Architectures);
  const level = at(properties, 'LoggingConfig', 'ApplicationLogLevel');
  const environment = Object(at(properties, 'Environment', 'Variables'));
  const unknown = Object.keys(properties).filter((name) => !settings.has(name));
  const unsafe = variables.filter((name) => Object.hasOwn(environment, name));
  return [
    ...unless(unknown.length === 0, 'FUNCTION_SETTING', id, `has ${unknown.join(', ')}`),
    ...unless(unsafe.length === 0, 'FUNCTION_ENVIRONMENT', id, `is told ${unsafe.join(', ')}`),
    ...unless(
      at(properties, 'Code', 'ZipFile') === undefined,
      'FUNCTION_CODE',
      id,
      'has its code in the template, and no bundle',
    ),
    ...unless(
      properties.ReservedConcurrentExecutions !== 0,
      'FUNCTION_STOPPED',
      id,
      'runs never: every call is turned away',
    ),
    ...unless(
      logLevels.some((one) => one === level),
      'FUNCTION_LOG_LEVEL',
      id,
      `logs from ${shown(level)}: decisions are not among it`,
    ),
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
