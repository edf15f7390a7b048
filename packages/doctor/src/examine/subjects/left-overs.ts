import * as v from 'valibot';
import { type FunctionArn, readTemplateArn, writeFunctionArn } from '../arn.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import type { Statement } from '../policy/policy-document.js';
import { sourceConditions } from '../policy/source-conditions.js';
import { provisioningTemplate } from '../questions.js';
import { named, removing } from './invoke-mend.js';

/** Statements for other templates, where there are no such templates any more. */
export async function leftOvers(
  of: FunctionArn,
  there: readonly Statement[],
  { inquiry, templateName }: Context,
): Promise<readonly Finding[]> {
  const where = writeFunctionArn(of);
  const others = there.flatMap((statement) =>
    (sourceConditions(statement).sourceArn?.values ?? []).flatMap((arn) => {
      const source = readTemplateArn(arn);
      const askable = source?.region === of.region && source.account === of.account;
      return askable && source.name !== templateName ? [{ statement, arn, name: source.name }] : [];
    }),
  );
  const findings = others.map(async ({ statement, arn, name }) => {
    const reply = await inquiry.ask(provisioningTemplate(name, arn), v.looseObject({}));
    if (reply.kind !== 'absent') return [];
    const what = `${named(statement)} of the resource policy of ${where} is for ${arn}, which is not there.`;
    return [found('INVOKE_LEFT_OVER', { what, mend: removing(of, statement), where })];
  });
  return (await Promise.all(findings)).flat();
}
