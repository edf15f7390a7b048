import * as v from 'valibot';
import { type FunctionArn, writeFunctionArn } from '../arn.js';
import { aws } from '../command.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import { functionAlias } from '../questions.js';

const answer = v.looseObject({
  FunctionVersion: v.string(),
  RoutingConfig: v.optional(
    v.looseObject({ AdditionalVersionWeights: v.optional(v.record(v.string(), v.number())) }),
  ),
});

/** Which code is called: one version, which can be taken back. */
export async function examineAlias(
  of: FunctionArn,
  { inquiry }: Context,
): Promise<readonly Finding[]> {
  const where = writeFunctionArn(of);
  const { name, region, qualifier = '$LATEST' } = of;
  if (qualifier === '$LATEST') {
    return [
      found('HOOK_UNVERSIONED', {
        what: `${where} is called as its latest code, and not by an alias.`,
        mend: 'In CDK: give ProvisioningTemplate the `alias` of PreProvisioningHook, and deploy.',
        where,
      }),
    ];
  }
  if (/^\d+$/.test(qualifier)) return [];
  const reply = await inquiry.ask(functionAlias(of, qualifier), answer);
  // An alias that is not there has no configuration either, and that is said where the function is looked for.
  if (reply.kind !== 'answer') return [];
  const { FunctionVersion, RoutingConfig } = reply.value;
  const update = (...words: readonly string[]) =>
    aws(
      ...['lambda', 'update-alias', '--function-name', name, '--name', qualifier],
      ...[...words, '--region', region],
    );
  const findings: Finding[] = [];
  if (FunctionVersion === '$LATEST') {
    findings.push(
      found('HOOK_UNVERSIONED', {
        what: `The alias ${qualifier} of ${name} stands for $LATEST.`,
        mend: 'In CDK: give the alias the `currentVersion` of the function, and deploy.',
        where,
      }),
    );
  }
  const others = Object.keys(RoutingConfig?.AdditionalVersionWeights ?? {});
  if (others.length > 0) {
    findings.push(
      found('ALIAS_SPLIT', {
        what: `The alias ${qualifier} of ${name} sends some calls to version ${others.join(', ')}.`,
        mend: update('--routing-config', 'AdditionalVersionWeights={}'),
        where,
      }),
    );
  }
  return findings;
}
