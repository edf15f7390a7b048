import { checkTemplateName } from '@gangway/deployment';
import { Lazy, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { tokenPlaceholders } from '../function/token-placeholders.js';
import { toldBy } from '../options/synth-error.js';

/**
 * Checks a template's name, as far as it is known at synth.
 *
 * @throws GangwayError `TEMPLATE_NAME_INVALID` naming the construct
 */
export function assertTemplateName(scope: IConstruct, templateName: string): void {
  if (Token.isUnresolved(templateName)) return;
  toldBy(scope, 'templateName', () => checkTemplateName(templateName));
}

/**
 * Makes data out of a template's name. A name that only CloudFormation will know cannot be checked: a placeholder stands for
 * it, and it is put in its place in what was made.
 *
 * @throws GangwayError `TEMPLATE_NAME_INVALID` naming the construct
 */
export function namedTemplate<Made>(
  scope: IConstruct,
  templateName: string,
  make: (name: string) => Made,
): Made {
  assertTemplateName(scope, templateName);
  if (!Token.isUnresolved(templateName)) return make(templateName);
  const { conceal, reveal } = tokenPlaceholders();
  // One token for the whole, be it `${Stage}-fleet`.
  const whole = Lazy.string({ produce: () => templateName });
  return JSON.parse(reveal(JSON.stringify(make(conceal(whole)))));
}
