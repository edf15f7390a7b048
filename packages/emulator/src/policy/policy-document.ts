import { type PolicyCondition, toCondition } from './policy-condition.js';
import { type PolicyPattern, toPattern } from './policy-pattern.js';

/** A statement of a policy, read. */
export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  /** In lower case: names of actions are the same in any case. */
  readonly actions: readonly PolicyPattern[];
  readonly resources: readonly PolicyPattern[];
  readonly conditions: readonly PolicyCondition[];
  /** It has an element that this reading does not know: it allows nothing, and denies whatever else of it matches. */
  readonly unclear: boolean;
}

const knownElements = new Set(['Sid', 'Effect', 'Action', 'Resource', 'Condition']);

/** Of a document that cannot be read at all: it denies everything. */
const denyAll: PolicyStatement = {
  effect: 'Deny',
  actions: [toPattern('*')],
  resources: [toPattern('*')],
  conditions: [],
  unclear: true,
};

/**
 * Reads a policy document of AWS IoT. It never throws: what cannot be read denies.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/iot-policies.html
 * @example
 * readPolicy('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Connect","Resource":"*"}]}');
 */
export function readPolicy(policyDocument: string): readonly PolicyStatement[] {
  const document = parse(policyDocument);
  if (!isRecord(document)) return [denyAll];
  const { Statement: statements } = document;
  if (Array.isArray(statements)) return statements.map(readStatement);
  return isRecord(statements) ? [readStatement(statements)] : [denyAll];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readStatement(statement: unknown): PolicyStatement {
  if (!isRecord(statement)) return denyAll;
  const actions = texts(statement.Action);
  const resources = texts(statement.Resource);
  const conditions = readConditions(statement.Condition);
  const everything = [toPattern('*')];
  return {
    effect: statement.Effect === 'Allow' ? 'Allow' : 'Deny',
    actions: actions?.map((action) => toPattern(action.toLowerCase())) ?? everything,
    resources: resources?.map(toPattern) ?? everything,
    conditions: conditions ?? [],
    unclear:
      Object.keys(statement).some((element) => !knownElements.has(element)) ||
      (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') ||
      actions === undefined ||
      resources === undefined ||
      conditions === undefined,
  };
}

function readConditions(block: unknown): readonly PolicyCondition[] | undefined {
  if (block === undefined) return [];
  if (!isRecord(block)) return undefined;
  const conditions: PolicyCondition[] = [];
  for (const [operator, keys] of Object.entries(block)) {
    if (!isRecord(keys)) return undefined;
    for (const [key, value] of Object.entries(keys)) {
      // JSON's own true is as good as the text: AWS takes both.
      const values = texts(typeof value === 'boolean' ? String(value) : value);
      if (values === undefined) return undefined;
      conditions.push(toCondition(operator, key, values));
    }
  }
  return conditions;
}

function texts(value: unknown): readonly string[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  return list.every((item) => typeof item === 'string') ? list : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
