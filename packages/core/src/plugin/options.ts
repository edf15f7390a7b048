import type { StandardSchemaV1 } from '@standard-schema/spec';
import { CompositionError } from '../gangway-error.js';
import { nearest } from './nearest.js';

/**
 * Checks a plugin's options against its schema and gives what the schema makes of them.
 *
 * @throws CompositionError `OPTION_UNKNOWN` with the nearest right name, or `OPTION_INVALID`
 */
export function checkOptions(
  plugin: string,
  schema: StandardSchemaV1 | undefined,
  options: unknown,
): unknown {
  if (schema === undefined) {
    if (options === undefined) return undefined;
    throw new CompositionError('OPTION_UNKNOWN', `Plugin "${plugin}" takes no options.`);
  }
  const given = options === undefined ? {} : options;
  refuseUnknownNames(plugin, optionNames(schema), given);
  const result = schema['~standard'].validate(given);
  if (result instanceof Promise) {
    throw new CompositionError(
      'OPTION_INVALID',
      `Plugin "${plugin}": its options schema answers asynchronously; a hook is composed synchronously.`,
    );
  }
  if (result.issues === undefined) return result.value;
  const issue = result.issues[0];
  const path = (issue?.path ?? [])
    .map((segment) => String(typeof segment === 'object' ? segment.key : segment))
    .join('.');
  throw new CompositionError(
    'OPTION_INVALID',
    `Plugin "${plugin}", option ${path === '' ? '(all)' : `"${path}"`}: ${issue?.message ?? 'not valid'}`,
  );
}

/**
 * The option names that a schema declares, for those that tell: Valibot's `entries`, Zod's `shape`.
 *
 * @example
 * optionNames(v.strictObject({ sites: v.array(v.string()) })); // ['sites']
 */
export function optionNames(schema: StandardSchemaV1): readonly string[] | undefined {
  const { entries, shape } = schema as { entries?: unknown; shape?: unknown };
  const declared = entries ?? shape;
  return typeof declared === 'object' && declared !== null ? Object.keys(declared) : undefined;
}

function refuseUnknownNames(
  plugin: string,
  known: readonly string[] | undefined,
  given: unknown,
): void {
  if (known === undefined || typeof given !== 'object' || given === null) return;
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const right = nearest(name, known);
    const hint =
      right === undefined ? `It takes: ${known.join(', ')}.` : `Did you mean "${right}"?`;
    throw new CompositionError(
      'OPTION_UNKNOWN',
      `Plugin "${plugin}" has no option "${name}". ${hint}`,
    );
  }
}
