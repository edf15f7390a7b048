import type { StackTemplate } from '../reading/template.js';
import type { StackMutation } from './stack-mutations.js';

/** One resource more, beside what is right: a way in that nobody has asked for. */
export const doorMutations = (template: StackTemplate): readonly StackMutation[] => {
  const first = (type: string) => {
    const [id] = Object.entries(template.Resources).find(([, { Type }]) => Type === type) ?? [];
    return id === undefined ? undefined : { Ref: id };
  };
  const fn = first('AWS::Lambda::Function');
  const doors: readonly (readonly [
    Type: string,
    code: string,
    Properties: Record<string, unknown>,
  ])[] = [
    ['AWS::Lambda::Url', 'BACK_DOOR', { AuthType: 'NONE', TargetFunctionArn: fn }],
    ['AWS::Lambda::EventSourceMapping', 'BACK_DOOR', { FunctionName: fn }],
    ['AWS::Lambda::Permission', 'PERMISSION_EXCESS', { FunctionName: fn, Principal: '*' }],
    ['AWS::Logs::SubscriptionFilter', 'BACK_DOOR', { LogGroupName: first('AWS::Logs::LogGroup') }],
    ['AWS::SecretsManager::ResourcePolicy', 'BACK_DOOR', {}],
    ['AWS::IAM::User', 'BACK_DOOR', {}],
    ['AWS::IAM::AccessKey', 'BACK_DOOR', { UserName: 'somebody' }],
  ];
  return doors.map(([Type, code, Properties]) => ({
    name: `with ${Type}`,
    code,
    template: { ...template, Resources: { ...template.Resources, Another: { Type, Properties } } },
  }));
};
