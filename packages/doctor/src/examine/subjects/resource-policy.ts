import * as v from 'valibot';
import { type FunctionArn, writeFunctionArn } from '../arn.js';
import type { DoctorCode } from '../codes/doctor-codes.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import { readPolicyDocument, type Statement } from '../policy/policy-document.js';
import { type Caller, serviceGrant } from '../policy/service-grant.js';
import { strangersIn } from '../policy/strangers.js';
import { functionPolicy } from '../questions.js';
import { allowing, named, removing, replacing } from './invoke-mend.js';
import { leftOvers } from './left-overs.js';

const answer = v.looseObject({ Policy: v.string() });

/** Who may call a function: AWS IoT for one resource, and nobody else. */
export async function examineResourcePolicy(
  of: FunctionArn,
  caller: Caller,
  context: Context,
): Promise<readonly Finding[]> {
  const { qualifier, ...whole } = of;
  const [own, elsewhere = []] = await Promise.all([
    statementsOf(of, context),
    qualifier === undefined ? [] : statementsOf(whole, context),
  ]);
  return [
    ...(own === undefined ? [] : call(of, own, { caller, elsewhere })),
    ...strangers(of, own ?? []),
    // Whoever may call the function itself may ask it what its alias is asked.
    ...strangers(whole, elsewhere),
    ...openElsewhere(whole, elsewhere, caller),
    ...(await leftOvers(of, own ?? [], context)),
  ];
}

/** `undefined` when nobody knows, and none where there is no policy. */
async function statementsOf(
  of: FunctionArn,
  { inquiry }: Context,
): Promise<readonly Statement[] | undefined> {
  const question = functionPolicy(of);
  const reply = await inquiry.ask(question, answer);
  if (reply.kind === 'absent') return [];
  if (reply.kind === 'unknown') return undefined;
  const statements = readPolicyDocument(reply.value.Policy);
  if (statements === undefined) inquiry.notUnderstood(question, 'Policy is no policy document');
  return statements;
}

/** Whether AWS IoT may call, and whether for this resource alone. */
function call(
  of: FunctionArn,
  there: readonly Statement[],
  { caller, elsewhere }: { readonly caller: Caller; readonly elsewhere: readonly Statement[] },
): readonly Finding[] {
  const where = writeFunctionArn(of);
  const grants = there.map((statement) => ({ statement, ...serviceGrant(statement, of, caller) }));
  const faults = grants.flatMap(({ statement, faults: own }) =>
    own.map(({ code, what }) =>
      found(code, {
        what: `${named(statement)} of the resource policy of ${where} ${what}.`,
        mend:
          code === 'INVOKE_DENIED'
            ? removing(of, statement)
            : replacing(of, statement, { caller, there }),
        where,
      }),
    ),
  );
  if (grants.some(({ serves }) => serves !== 'no')) return faults;
  const hint = elsewhere.some((one) => servesWhole(one, of, caller))
    ? ' One on the function itself does, which counts for nothing where its alias or version is called.'
    : '';
  return [
    found('INVOKE_NOT_ALLOWED', {
      what: `No statement of the resource policy of ${where} allows ${caller.arn} to have it called.${hint}`,
      mend: allowing(of, caller, there),
      where,
    }),
    ...faults,
  ];
}

/** AWS IoT may call the function itself, too, where nobody has it called: for whom is what counts. */
const openElsewhere = (
  whole: FunctionArn,
  there: readonly Statement[],
  caller: Caller,
): readonly Finding[] =>
  there.flatMap((statement) =>
    serviceGrant(statement, whole, caller)
      .faults.filter(({ code }) => openCodes.has(code))
      .map(({ code, what }) => {
        const where = writeFunctionArn(whole);
        const told = `${named(statement)} of the resource policy of ${where} ${what}.`;
        return found(code, { what: told, mend: removing(whole, statement), where });
      }),
  );

const openCodes: ReadonlySet<DoctorCode> = new Set([
  'INVOKE_SOURCE_ARN_ABSENT',
  'INVOKE_SOURCE_ARN_WIDE',
  'INVOKE_SOURCE_ACCOUNT_ABSENT',
]);

const servesWhole = (
  statement: Statement,
  { qualifier: _, ...whole }: FunctionArn,
  caller: Caller,
) => serviceGrant(statement, whole, caller).serves === 'yes';

function strangers(of: FunctionArn, there: readonly Statement[]): readonly Finding[] {
  const where = writeFunctionArn(of);
  return there.flatMap((statement) =>
    strangersIn(statement, of.account).map((who) =>
      found('INVOKE_OTHER_PRINCIPAL', {
        what: `${named(statement)} of the resource policy of ${where} lets in ${who}.`,
        mend: removing(of, statement),
        where,
      }),
    ),
  );
}
