import type { FunctionCall } from '../reading/functions.js';
import { shown } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import { type StackFault, unless } from './stack-fault.js';

/** The permissions on what a call names. */
export const permissionsOn = (stack: Stack, target: string): readonly StackResource[] =>
  stack
    .ofType('AWS::Lambda::Permission')
    .filter(({ properties }) => functionOf(properties) === target);

const functionOf = (properties: StackResource['properties']) => properties.FunctionName;

/** ARN of what calls. A template without a name has none that could be known before it is there. */
export const sourceOf = ({ caller, by }: FunctionCall): unknown =>
  caller === 'template' && by.properties.TemplateName === undefined ? undefined : by.arn;

/**
 * Who may invoke: AWS IoT, for this source, of this account. One condition alone lets another account's template, or
 * every template of this account, ask the hook.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/pre-provisioning-hook.html
 */
export function invokePermissionFaults(stack: Stack, call: FunctionCall): readonly StackFault[] {
  const permissions = permissionsOn(stack, call.target);
  if (permissions.length === 0) {
    return [
      { code: 'PERMISSION_ABSENT', where: call.by.id, what: `nobody may invoke ${call.target}` },
    ];
  }
  const source = sourceOf(call);
  const own = permissions.filter(({ properties }) => properties.SourceArn === source);
  const wrongSource = unless(
    source !== undefined && own.length > 0,
    'PERMISSION_SOURCE_ARN',
    call.by.id,
    `no permission on ${call.target} has aws:SourceArn ${shown(source)}`,
  );
  return [...wrongSource, ...own.flatMap((permission) => termFaults(stack, permission))];
}

function termFaults(stack: Stack, { id, properties }: StackResource): readonly StackFault[] {
  const { Action, FunctionName, Principal, SourceAccount, SourceArn, ...others } = properties;
  return [
    ...unless(
      Object.keys(others).length === 0,
      'PERMISSION_TERMS',
      id,
      `also says ${shown(others)}: AWS IoT calls no hook under other terms, or others do`,
    ),
    ...unless(
      Action === 'lambda:InvokeFunction',
      'PERMISSION_ACTION',
      id,
      `allows ${shown(Action)}`,
    ),
    ...unless(
      Principal === 'iot.amazonaws.com',
      'PERMISSION_PRINCIPAL',
      id,
      `is for ${shown(Principal)}`,
    ),
    ...unless(
      SourceAccount === stack.place.account,
      'PERMISSION_SOURCE_ACCOUNT',
      id,
      `has aws:SourceAccount ${shown(SourceAccount)}`,
    ),
  ];
}

/** A permission that none of the stack's calls needs. */
export function idlePermissionFaults(
  stack: Stack,
  calls: readonly FunctionCall[],
): readonly StackFault[] {
  return stack
    .ofType('AWS::Lambda::Permission')
    .filter(
      ({ properties }) =>
        !calls.some(
          (call) =>
            call.target === functionOf(properties) && sourceOf(call) === properties.SourceArn,
        ),
    )
    .map(({ id, properties }) => ({
      code: 'PERMISSION_EXCESS',
      where: id,
      what: `lets ${shown(properties.SourceArn)} invoke ${shown(functionOf(properties))}, which nothing in the stack does`,
    }));
}
