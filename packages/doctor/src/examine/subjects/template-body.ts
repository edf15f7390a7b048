import { type HookUse, lintTemplate } from '@gangway/template';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';

/** What the template lint says of the default version's body; with the hook's parameters where they are known. */
export function examineBody(
  body: string,
  hook: HookUse | undefined,
  { templateArn: where }: Context,
): readonly Finding[] {
  const findings = lintTemplate(body, hook === undefined ? {} : { hook });
  return findings
    .filter(({ level }) => level !== 'info')
    .map(({ level, code, line, column, message }) =>
      found(level === 'error' ? 'TEMPLATE_BODY_WRONG' : 'TEMPLATE_BODY_DOUBTFUL', {
        what: `The body, at ${line}:${column}: ${code}: ${message}`,
        mend: 'In CDK: correct the `body` of ProvisioningTemplate, and deploy.',
        where,
      }),
    );
}
