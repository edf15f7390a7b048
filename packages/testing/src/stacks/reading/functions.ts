import { at, objectsOf } from './json.js';
import type { Stack, StackResource } from './read-stack.js';

/** What a function is, by what calls it: a template's hook, or the rule on presence events. */
export type Caller = 'template' | 'rule';

/** A call that something in the stack makes. */
export interface FunctionCall {
  readonly caller: Caller;
  readonly by: StackResource;
  /** ARN as the caller has it. */
  readonly target: string;
  /** What the ARN names, where the stack has it. */
  readonly alias: StackResource | undefined;
  readonly fn: StackResource | undefined;
}

/** Each call of a function: by a template as its hook, by a topic rule as its action. */
export function functionCalls(stack: Stack): readonly FunctionCall[] {
  const call = (caller: Caller, by: StackResource, target: unknown): FunctionCall => ({
    caller,
    by,
    target: String(target),
    ...targetIn(stack, String(target)),
  });
  return [
    ...stack
      .ofType('AWS::IoT::ProvisioningTemplate')
      .map((template) =>
        call('template', template, at(template.properties, 'PreProvisioningHook', 'TargetArn')),
      ),
    ...stack
      .ofType('AWS::IoT::TopicRule')
      .flatMap((rule) =>
        objectsOf(at(rule.properties, 'TopicRulePayload', 'Actions')).map((action) =>
          call('rule', rule, at(action, 'Lambda', 'FunctionArn')),
        ),
      ),
  ];
}

/** arn:partition:lambda:region:account:function:name[:qualifier] */
function targetIn(stack: Stack, target: string) {
  const unqualified = target.split(':').slice(0, 7).join(':');
  return {
    alias: stack.ofType('AWS::Lambda::Alias').find(({ ref }) => ref === target),
    fn: stack.ofType('AWS::Lambda::Function').find(({ arn }) => arn === unqualified),
  };
}
