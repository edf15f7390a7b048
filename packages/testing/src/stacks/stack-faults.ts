import { alarmFaults } from './faults/alarm-faults.js';
import { alarmTermFaults } from './faults/alarm-term-faults.js';
import { backDoorFaults } from './faults/back-door-faults.js';
import { executionRoleFaults } from './faults/execution-role-faults.js';
import { functionFaults } from './faults/function-faults.js';
import { insightRuleFaults } from './faults/insight-rule-faults.js';
import { idlePermissionFaults, invokePermissionFaults } from './faults/invoke-permission-faults.js';
import { ownLogFaults, retentionFaults } from './faults/log-group-faults.js';
import { lostEventFaults } from './faults/lost-event-faults.js';
import { presenceFaults, presenceRuleFaults } from './faults/presence-rule-faults.js';
import { provisioningRoleFaults } from './faults/provisioning-role-faults.js';
import { provisioningTemplateFaults } from './faults/provisioning-template-faults.js';
import { proxyFaults } from './faults/proxy-faults.js';
import { referenceFaults } from './faults/reference-faults.js';
import type { StackFault } from './faults/stack-fault.js';
import { strayRoleFaults } from './faults/stray-role-faults.js';
import { tableFaults } from './faults/table-faults.js';
import { targetFaults } from './faults/target-faults.js';
import { type FunctionCall, functionCalls } from './reading/functions.js';
import { readStack, type Stack, type StackResource } from './reading/read-stack.js';
import type { StackPlace, StackTemplate } from './reading/template.js';

/** What a function needs, as its bundle's manifest tells under `function`. */
export interface FunctionNeeds {
  readonly kind: 'hook' | 'lifecycle' | 'proxy' | 'lifecycle-proxy';
  /** A resource may be a value of the template's language, such as `{ "Fn::GetAtt": … }`. */
  readonly permissions: readonly { readonly action: string; readonly resource: unknown }[];
}

/** What is known of a stack beside its template. */
export interface StackExpectation {
  /** Of the function that the provisioning template calls. */
  readonly hook: FunctionNeeds;
  /** Of the function behind the rule on presence events, where the hook needs one. */
  readonly lifecycle?: FunctionNeeds;
  /** Of the container behind a proxy. */
  readonly container?: Pick<FunctionNeeds, 'permissions'>;
  /** Where the stack is deployed, if it says so itself. */
  readonly place?: StackPlace;
}

const somewhere: StackPlace = Object.freeze({
  partition: 'aws',
  region: 'us-east-1',
  account: '123456789012',
});

/** AWS IoT takes no answer of a hook after five seconds. Nobody waits for what a rule calls. */
const mostTimeout = { template: 5, rule: 60 };

/**
 * What is wrong with a template that deploys a hook: who may call it, what it may touch, how long it may take and who is
 * told. It reads CloudFormation alone, as if it were deployed, and knows nothing of what made it.
 *
 * @example
 * const needs = { kind: 'hook', permissions: [] } as const;
 * stackFaults({ Resources: {} }, { hook: needs }).map(({ code }) => code); // ['TEMPLATE_ABSENT']
 */
export function stackFaults(
  template: StackTemplate,
  { hook, lifecycle, container, place = somewhere }: StackExpectation,
): readonly StackFault[] {
  const stack = readStack(template, place);
  const calls = functionCalls(stack);
  if (stack.ofType('AWS::IoT::ProvisioningTemplate').length === 0) {
    return [{ code: 'TEMPLATE_ABSENT', where: 'stack', what: 'has no provisioning template' }];
  }
  const needs = { template: hook, rule: lifecycle };
  return [
    ...calls.flatMap((call) => callFaults(stack, call, needs[call.caller])),
    ...idlePermissionFaults(stack, calls),
    ...strayFunctionFaults(stack, calls),
    ...strayRoleFaults(stack),
    ...backDoorFaults(stack),
    ...presenceFaults(stack, calls, lifecycle !== undefined),
    ...retentionFaults(stack),
    ...tableFaults(stack),
    ...referenceFaults(stack),
    ...alarmTermFaults(stack),
    ...(container === undefined ? [] : proxied(stack, calls, container)),
  ];
}

function callFaults(
  stack: Stack,
  call: FunctionCall,
  needs: FunctionNeeds | undefined,
): readonly StackFault[] {
  const { fn, caller, by } = call;
  const own =
    caller === 'template'
      ? [...provisioningTemplateFaults(stack, call), ...provisioningRoleFaults(stack, by)]
      : [...presenceRuleFaults(stack, call), ...lostEventFaults(stack, call)];
  return [
    ...own,
    ...targetFaults(stack, call),
    ...invokePermissionFaults(stack, call),
    ...alarmFaults(stack, call),
    ...(fn === undefined ? [] : calledFaults(stack, fn, mostTimeout[caller], needs)),
  ];
}

const calledFaults = (
  stack: Stack,
  fn: StackResource,
  timeout: number,
  needs: FunctionNeeds | undefined,
): readonly StackFault[] => [
  ...functionFaults(fn, timeout),
  ...ownLogFaults(stack, fn),
  ...(needs === undefined ? [] : executionRoleFaults(stack, fn, needs)),
  ...(needs?.kind === 'hook' || needs?.kind === 'proxy'
    ? insightRuleFaults(stack, fn, needs.kind)
    : []),
];

const proxied = (
  stack: Stack,
  calls: readonly FunctionCall[],
  { permissions }: Pick<FunctionNeeds, 'permissions'>,
): readonly StackFault[] =>
  calls
    .filter(({ caller }) => caller === 'template')
    .flatMap(({ fn }) => (fn === undefined ? [] : proxyFaults(stack, fn, permissions)));

/** A function that nothing calls is not asked for; its role is a way in. */
const strayFunctionFaults = (stack: Stack, calls: readonly FunctionCall[]): readonly StackFault[] =>
  stack
    .ofType('AWS::Lambda::Function')
    .filter((resource) => !calls.some(({ fn }) => fn?.id === resource.id))
    .map(({ id }) => ({ code: 'FUNCTION_STRAY', where: id, what: 'is called by nothing' }));
