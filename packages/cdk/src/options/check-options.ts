import { nearest } from '@gangway/core';
import type { IConstruct } from 'constructs';
import * as v from 'valibot';
import { synthError } from './synth-error.js';

/** A schema of options that tells their names. */
type OptionsSchema = v.StrictObjectSchema<v.ObjectEntries, undefined>;

/**
 * Checks a construct's options, also for those who write plain JavaScript, and gives them with their defaults.
 *
 * @throws GangwayError `OPTION_UNKNOWN` with the nearest right name, or `OPTION_INVALID`
 */
export function checkOptions<Schema extends OptionsSchema>(
  scope: IConstruct,
  schema: Schema,
  given: unknown,
): v.InferOutput<Schema> {
  const options = given ?? {};
  const known = Object.keys(schema.entries);
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const right = nearest(unknown, known);
    const hint =
      right === undefined ? `It takes: ${known.join(', ')}.` : `Did you mean "${right}"?`;
    throw synthError(
      scope,
      'OPTION_UNKNOWN',
      undefined,
      `There is no option "${unknown}". ${hint}`,
    );
  }
  const result = parsed(scope, schema, options);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const at = v.getDotPath(issue) ?? undefined;
  throw synthError(scope, 'OPTION_INVALID', at, `${issue.message}.`);
}

/** An option may be a getter that throws. */
function parsed<Schema extends OptionsSchema>(scope: IConstruct, schema: Schema, options: object) {
  try {
    return v.safeParse(schema, options);
  } catch (error) {
    const at = Object.entries(schema.entries).find(([name, entry]) =>
      throws(() => v.safeParse(entry, Reflect.get(options, name))),
    );
    const why = error instanceof Error ? error.message : String(error);
    throw synthError(scope, 'OPTION_INVALID', at?.[0], `cannot be read: ${why}.`, { cause: error });
  }
}

function throws(read: () => unknown): boolean {
  try {
    read();
    return false;
  } catch {
    return true;
  }
}
