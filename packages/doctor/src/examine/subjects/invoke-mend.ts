import type { FunctionArn } from '../arn.js';
import { aws, inTurn } from '../command.js';
import type { Statement } from '../policy/policy-document.js';
import type { Caller } from '../policy/service-grant.js';
import { sourceConditions } from '../policy/source-conditions.js';

const functionWords = ({ name, qualifier, region }: FunctionArn) => [
  ...['--function-name', name, '--region', region],
  ...(qualifier === undefined ? [] : ['--qualifier', qualifier]),
];

/** The command that allows AWS IoT to call, under an id that no statement has yet. */
export function allowing(of: FunctionArn, caller: Caller, there: readonly Statement[]): string {
  const taken = new Set(there.map(({ Sid }) => Sid));
  let { statementId } = caller;
  while (taken.has(statementId)) statementId += '-again';
  return aws(
    ...['lambda', 'add-permission', ...functionWords(of), '--statement-id', statementId],
    ...['--action', 'lambda:InvokeFunction', '--principal', 'iot.amazonaws.com'],
    ...['--source-arn', caller.arn, '--source-account', of.account],
  );
}

const byDeploying =
  'In CDK: deploy the permissions of the function anew; a statement without an id cannot be removed by itself.';

export const removing = (of: FunctionArn, { Sid }: Statement): string =>
  Sid === undefined
    ? byDeploying
    : aws('lambda', 'remove-permission', ...functionWords(of), '--statement-id', Sid);

/**
 * Puts a right statement in the place of one that is not. One that serves another template, or another rule, goes on serving
 * that.
 */
export const replacing = (
  of: FunctionArn,
  statement: Statement,
  { caller, there }: { readonly caller: Caller; readonly there: readonly Statement[] },
): string =>
  statement.Sid === undefined
    ? byDeploying
    : inTurn(
        removing(of, statement),
        allowing(of, otherCaller(statement, of.account) ?? caller, there),
      );

/** The one resource of this account that a statement is for. */
function otherCaller(statement: Statement, account: string): Caller | undefined {
  const { values, patterns } = sourceConditions(statement).sourceArn ?? {
    values: [],
    patterns: [],
  };
  const [arn, ...others] = values;
  const one = arn !== undefined && others.length === 0 && patterns.length === 0;
  if (!one || arn.split(':')[4] !== account) return undefined;
  return { arn, statementId: arn.split(/[:/]/).slice(-2).join('-') };
}

/** How a finding calls a statement. */
export const named = ({ Sid }: Statement): string =>
  Sid === undefined ? 'A statement' : `The statement ${Sid}`;
