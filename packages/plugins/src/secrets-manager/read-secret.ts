import type { Secret } from '@gangway/core';
import { isText, optional, type Rule, readAnswer } from '../answer/read-answer.js';
import { ReplyInvalid } from '../aws-client/reply-gauge.js';
import type { SecretQuery } from './secret-query.js';

const isWellFormed: Rule = (value) => typeof value === 'string' && value.isWellFormed();
const isOctets: Rule = (value) => value instanceof Uint8Array;
const isList: Rule = Array.isArray;

const rules: readonly (readonly [string, Rule])[] = [
  ['ARN', isText],
  ['Name', isText],
  ['VersionId', (value) => typeof value === 'string' && value !== ''],
  ['VersionStages', isList],
  ['SecretString', optional(isWellFormed)],
  ['SecretBinary', optional(isOctets)],
];

/**
 * Reads an answer, and sees that it is about what was asked: whoever answers in the service's place must not hand one
 * secret out for another.
 *
 * @throws ReplyInvalid, whose message quotes nothing
 */
export function readSecret(answer: object, { id, stage }: SecretQuery): Secret {
  const read = readAnswer(answer, rules);
  if (typeof read === 'string') throw new ReplyInvalid(`without a right ${read}`);
  const { ARN, Name, VersionId, VersionStages, SecretString, SecretBinary } = read as {
    readonly ARN: string;
    readonly Name: string;
    readonly VersionId: string;
    readonly VersionStages: readonly unknown[];
    readonly SecretString?: string;
    readonly SecretBinary?: Uint8Array;
  };
  if (!isSameSecret(id, Name, ARN)) throw new ReplyInvalid('it answered with another secret');
  if (!VersionStages.includes(stage)) throw new ReplyInvalid('it answered with another stage');
  const value = SecretString ?? SecretBinary;
  if (value === undefined || (SecretString !== undefined && SecretBinary !== undefined)) {
    throw new ReplyInvalid('it has not one value');
  }
  return Object.freeze({ value, version: VersionId });
}

/** By name, by ARN, or by an ARN without the six characters that the service puts behind a name. */
const isSameSecret = (id: string, name: string, arn: string): boolean =>
  id === name || id === arn || (id.startsWith('arn:') && arn.slice(0, -7) === id);
