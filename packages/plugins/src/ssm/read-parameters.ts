import { limits } from '@gangway/core';
import { isText, type Rule, readAnswer } from '../answer/read-answer.js';
import type { GetParameters } from './parameter-store.js';
import { parameterStoreFault, valueUnfit } from './parameter-store-fault.js';

/** A parameter as it is now. */
export interface StoredParameter {
  readonly value: string;
  readonly version: string;
  /** Whether it is a `SecureString`. */
  readonly secret: boolean;
}

/** What is there, by name; a name that is not in it has no parameter. */
export type ParametersByName = ReadonlyMap<string, StoredParameter>;

/** As many names as one call takes. */
const batchSize = 10;

const types = new Set<unknown>(['String', 'StringList', 'SecureString']);

const rules = [
  ['Name', isText],
  ['Type', (value) => types.has(value)],
  ['Value', isText],
  ['Version', (value) => Number.isSafeInteger(value) && Number(value) > 0],
] as const satisfies readonly (readonly [string, Rule])[];

/**
 * Reads parameters by their names, those of all calls at once; so two that do not fit into one call may be of two moments.
 *
 * @throws PortError
 */
export async function readParameters(
  names: readonly string[],
  getParameters: GetParameters,
  signal: AbortSignal,
): Promise<ParametersByName> {
  const batches = Array.from({ length: Math.ceil(names.length / batchSize) }, (_, index) =>
    names.slice(index * batchSize, (index + 1) * batchSize),
  );
  const read = await Promise.all(
    batches.map(async (batch) => readReply(await getParameters(batch, signal), batch)),
  );
  return new Map(read.flatMap((parameters) => [...parameters]));
}

/** Sees that each name is answered once, as there or as not there, and no other: whoever answers may not be the service. */
function readReply(reply: object, asked: readonly string[]): ParametersByName {
  const { Parameters = [], InvalidParameters = [] } = reply as {
    readonly Parameters?: unknown;
    readonly InvalidParameters?: unknown;
  };
  if (!Array.isArray(Parameters) || !Array.isArray(InvalidParameters)) {
    throw malformed('a list is none');
  }
  const read = Parameters.map(readParameter);
  const answered = [...read.map(([name]) => name), ...InvalidParameters];
  const isComplete =
    answered.length === asked.length && asked.every((name) => answered.includes(name));
  if (!isComplete) throw malformed('other names than were asked for');
  for (const [name, { value }] of read) refuseUnfit(name, value);
  return new Map(read);
}

function readParameter(given: unknown): readonly [name: string, parameter: StoredParameter] {
  const read = readAnswer(given, rules);
  if (typeof read === 'string') throw malformed(`${read} of a parameter`);
  const { Name, Type, Value, Version } = read as {
    readonly Name: string;
    readonly Type: string;
    readonly Value: string;
    readonly Version: number;
  };
  return [Name, { value: Value, version: `${Version}`, secret: Type === 'SecureString' }];
}

function refuseUnfit(name: string, value: string): void {
  if (value.length > limits.parameterValueLength) {
    throw valueUnfit(name, `has over ${limits.parameterValueLength} characters`);
  }
  if (!value.isWellFormed()) throw valueUnfit(name, 'is not well-formed Unicode');
}

const malformed = (why: string) =>
  parameterStoreFault('reply-invalid', `GetParameters: its answer makes no sense: ${why}`);
