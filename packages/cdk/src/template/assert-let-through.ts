import { parseTemplateArn } from '@gangway/core';
import type { BundleManifest } from '@gangway/deployment';
import { Annotations, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import * as v from 'valibot';
import { synthError } from '../options/synth-error.js';
import { placeOf } from '../place-of.js';

const listing = v.object({ templates: v.array(v.string()) });

/**
 * Makes sure that a hook which lets requests through some templates alone, as `allowedTemplates` does, has this one among them.
 * Otherwise all is deployed, nothing is wrong with any part of it, and every device is refused.
 *
 * What only CloudFormation will know may be what stands in the list: that is a warning.
 *
 * @param manifest of the hook's bundle, where there is one; a hook that does not tell lets through any template
 * @throws GangwayError `HOOK_REFUSES_TEMPLATE`
 */
export function assertLetThrough(
  scope: IConstruct,
  templateName: string,
  manifest: BundleManifest | undefined,
): void {
  const told = v.safeParse(listing, manifest?.function.hook);
  if (!told.success) return;
  const { templates } = told.output;
  const { region, account } = placeOf(scope);
  const own = { region, account, name: templateName };
  const possible = templates.filter((arn) => mayBe(own, arn));
  const listed = templates.join(', ') || 'none';
  if (possible.length === 0) {
    throw synthError(
      scope,
      'HOOK_REFUSES_TEMPLATE',
      'hook',
      `The hook would refuse every device: its plugins let through ${listed}, and this is ${described(own)}.`,
    );
  }
  if (!Object.values(own).some((part) => Token.isUnresolved(part))) return;
  Annotations.of(scope).addWarningV2(
    '@gangway/cdk:HOOK_MAY_REFUSE_TEMPLATE',
    `The hook lets through ${listed} and refuses every device of any other template; whether this is one of them is not known before it is deployed. Give the stack \`env.account\` and \`env.region\`, so that it is.`,
  );
}

interface TemplatePlace {
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

/** The partition goes with the region. */
function mayBe(own: TemplatePlace, arn: string): boolean {
  const listed = parseTemplateArn(arn);
  if (listed === undefined) return Token.isUnresolved(arn);
  return (['region', 'account', 'name'] as const).every(
    (part) => Token.isUnresolved(own[part]) || own[part] === listed[part],
  );
}

/** As far as it is known. */
function described({ region, account, name }: TemplatePlace): string {
  const parts = [
    ['template', name],
    ['region', region],
    ['account', account],
  ] as const;
  return parts
    .filter(([, part]) => !Token.isUnresolved(part))
    .map(([what, part]) => `${what} ${part}`)
    .join(', ');
}
