import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { synthError } from '../options/synth-error.js';

/**
 * A body's object as text. A token may be a text, or a part of one: as a number, a list or an object it would be written as what it
 * is at synth, and reach AWS IoT so.
 *
 * @throws GangwayError `OPTION_INVALID` where there is such a token, or the object is not to be had as JSON
 */
export function bodyJson(scope: IConstruct, body: object): string {
  const invalid = (what: string, cause?: unknown) =>
    synthError(scope, 'OPTION_INVALID', 'body', what, { cause });
  try {
    const text: unknown = JSON.stringify(body, function (this: unknown, key, value) {
      // As it was before its toJSON.
      const given: unknown = Object(this)[key];
      if (typeof given === 'string' || !Token.isUnresolved(given)) return value;
      throw new Error(`at "${key}" is a token that is no text.`);
    });
    if (typeof text === 'string') return text;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw invalid(`cannot be written as JSON: ${why}`, error);
  }
  throw invalid('is no object once it is written as JSON.');
}
