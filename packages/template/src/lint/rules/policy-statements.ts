/**
 * Whether some statement of a policy allows to connect as any client, without a condition.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/connect-policy.html
 */
export function letsEveryoneIn(document: unknown): boolean {
  const statements = listOf(memberOf(document, 'Statement'));
  return statements.some(
    (statement) =>
      memberOf(statement, 'Effect') === 'Allow' &&
      memberOf(statement, 'Condition') === undefined &&
      textsOf(memberOf(statement, 'Action')).some(coversConnect) &&
      textsOf(memberOf(statement, 'Resource')).some(coversEveryClient),
  );
}

// Actions are compared without regard to case, and `*` stands for any characters.
const coversConnect = (action: string): boolean =>
  ['iot:connect', 'iot:*', '*'].includes(action.toLowerCase());

const coversEveryClient = (resource: string): boolean =>
  /^\*+$/.test(resource) || /^arn:[^/]*:client\/\*+$/.test(resource);

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const textsOf = (value: unknown): readonly string[] =>
  listOf(value).filter((text) => typeof text === 'string');
