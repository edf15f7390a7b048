import { type JsonAnswer, refused } from '../aws-json/json-wire.js';
import { registerCanary } from '../canaries.js';
import type { GetParameters } from './ssm-wire.js';

/** Type of a parameter. */
export type SsmParameterType = 'String' | 'StringList' | 'SecureString';

/** The parameters of an account. */
export interface StoredParameters {
  put(name: string, value: string, type?: SsmParameterType): number;
  remove(name: string): void;
  answer(call: GetParameters): JsonAnswer;
}

interface StoredParameter {
  readonly value: string;
  readonly type: SsmParameterType;
  readonly version: number;
  readonly changedAt: number;
}

/** As many does the service take in one call. */
const mostNames = 10;

/** @param arnOf the ARN of a parameter by its name */
export function createParameters(arnOf: (name: string) => string): StoredParameters {
  const parameters = new Map<string, StoredParameter>();

  const describe = (
    name: string,
    { value, type, version, changedAt }: StoredParameter,
    decrypt: boolean,
  ) => ({
    Name: name,
    Type: type,
    // What is not decrypted is of no use, and shows nothing.
    Value: type === 'SecureString' && !decrypt ? 'AQICAHiphertext==' : value,
    Version: version,
    LastModifiedDate: changedAt / 1_000,
    ARN: arnOf(name),
    DataType: 'text',
  });

  return {
    put(name, value, type = parameters.get(name)?.type ?? 'String') {
      registerCanary(`parameter ${name}`, value);
      const version = (parameters.get(name)?.version ?? 0) + 1;
      parameters.set(name, { value, type, version, changedAt: Date.now() });
      return version;
    },
    remove: (name) => void parameters.delete(name),
    answer({ Names, WithDecryption }) {
      if (!isNames(Names)) {
        return refused('ValidationException', '1 validation error detected: at "names"');
      }
      const sorted = Names.toSorted();
      return {
        body: {
          Parameters: sorted.flatMap((name) => {
            const parameter = parameters.get(name);
            return parameter === undefined
              ? []
              : [describe(name, parameter, WithDecryption === true)];
          }),
          InvalidParameters: sorted.filter((name) => !parameters.has(name)),
        },
      };
    },
  };
}

const isNames = (names: unknown): names is readonly string[] =>
  Array.isArray(names) &&
  names.length >= 1 &&
  names.length <= mostNames &&
  new Set(names).size === names.length &&
  names.every((name) => typeof name === 'string' && name !== '');
