import { type FunctionArn, writeFunctionArn } from '../arn.js';
import type { DoctorCode } from '../codes/doctor-codes.js';
import { isBoundTo } from './bound-source.js';
import type { Statement } from './policy-document.js';
import { type Asked, type SourceConditions, sourceConditions } from './source-conditions.js';
import { concernsAction, takesIn } from './wildcard.js';

/** For what AWS IoT calls the function. */
export interface Caller {
  /** ARN of the template or of the rule. */
  readonly arn: string;
  /** Of the statement that would allow it. */
  readonly statementId: string;
}

interface Fault {
  readonly code: DoctorCode;
  /** What the statement does, after its name. */
  readonly what: string;
}

/** What a statement of a function's resource policy does for AWS IoT. */
export interface ServiceGrant {
  /** Whether AWS IoT may call because of it; `perhaps` where only AWS knows. */
  readonly serves: 'yes' | 'no' | 'perhaps';
  readonly faults: readonly Fault[];
}

const nothing: ServiceGrant = { serves: 'no', faults: [] };

/** The one service that calls hooks. */
export const iotService = 'iot.amazonaws.com';

/**
 * Reads what a statement does for AWS IoT, which calls one function for one resource.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/pre-provisioning-hook.html
 */
export function serviceGrant(statement: Statement, of: FunctionArn, caller: Caller): ServiceGrant {
  if (!concernsCall(statement, of)) return nothing;
  const conditions = sourceConditions(statement);
  const { sourceArn, sourceAccount, others } = conditions;
  if (statement.Effect === 'Deny') {
    if (!concernsEverybody(statement) && !namesIot(statement)) return nothing;
    return denial([sourceArn, caller.arn], [sourceAccount, of.account], others);
  }
  if (!namesIot(statement)) return nothing;
  const faults = [...arnFaults(sourceArn), ...accountFaults(conditions, of.account)];
  if (!admits(sourceArn, caller.arn) || !admits(sourceAccount, of.account)) {
    return { serves: 'no', faults };
  }
  if (others.length === 0) return { serves: 'yes', faults };
  const what = `has the condition ${others.join(', ')}`;
  return { serves: 'perhaps', faults: [...faults, { code: 'INVOKE_CONDITION_UNKNOWN', what }] };
}

function denial(
  arn: readonly [Asked | undefined, string],
  account: readonly [Asked | undefined, string],
  others: readonly string[],
): ServiceGrant {
  if (!admits(...arn) || !admits(...account)) return nothing;
  if (others.length === 0) {
    return { serves: 'no', faults: [{ code: 'INVOKE_DENIED', what: 'denies the call' }] };
  }
  const what = `denies the call under the condition ${others.join(', ')}`;
  return { serves: 'no', faults: [{ code: 'INVOKE_CONDITION_UNKNOWN', what }] };
}

/** Whether it is about calling this very function under this very qualifier. */
function concernsCall(statement: Statement, of: FunctionArn): boolean {
  const { Resource, NotResource } = statement;
  const called = writeFunctionArn(of);
  const resource =
    Resource === undefined
      ? NotResource !== undefined
      : Resource.some((pattern) => takesIn(pattern, called));
  return resource && concernsAction(statement, 'lambda:InvokeFunction');
}

const namesIot = ({ Principal }: Statement): boolean =>
  typeof Principal === 'object' && (Principal.Service?.includes(iotService) ?? false);

const concernsEverybody = ({ Principal, NotPrincipal }: Statement): boolean =>
  NotPrincipal !== undefined || Principal === '*' || (Principal?.AWS?.includes('*') ?? false);

const admits = (asked: Asked | undefined, text: string): boolean =>
  asked === undefined ||
  asked.values.includes(text) ||
  asked.patterns.some((pattern) => takesIn(pattern, text));

function arnFaults(sourceArn: Asked | undefined): readonly Fault[] {
  if (sourceArn === undefined) {
    return [{ code: 'INVOKE_SOURCE_ARN_ABSENT', what: 'has no aws:SourceArn' }];
  }
  const [pattern] = sourceArn.patterns;
  if (pattern === undefined) return [];
  return [{ code: 'INVOKE_SOURCE_ARN_WIDE', what: `has the aws:SourceArn ${pattern}` }];
}

function accountFaults(conditions: SourceConditions, account: string): readonly Fault[] {
  const { sourceAccount } = conditions;
  if (sourceAccount === undefined) {
    return [{ code: 'INVOKE_SOURCE_ACCOUNT_ABSENT', what: 'has no aws:SourceAccount' }];
  }
  const { values } = sourceAccount;
  if (values.every((value) => value === account)) return [];
  // An ARN of this account for another one is nobody's: the statement lets nobody in.
  if (!admits(sourceAccount, account) && isBoundTo(account, conditions)) return [];
  const what = `has the aws:SourceAccount ${values.join(', ')}`;
  return [{ code: 'INVOKE_SOURCE_ACCOUNT_ABSENT', what }];
}
