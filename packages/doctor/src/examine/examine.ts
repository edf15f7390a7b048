import type { BundleManifest } from '@gangway/deployment';
import * as v from 'valibot';
import type { Account } from '../account.js';
import { type FunctionArn, readTemplateArn } from './arn.js';
import { aws } from './command.js';
import type { Context } from './context.js';
import { type Examination, type Finding, found } from './finding.js';
import { createInquiry, type Inquiry } from './inquiry.js';
import { provisioningTemplate } from './questions.js';
import { examineFunction } from './subjects/lambda-function.js';
import { examineLetThrough } from './subjects/let-through.js';
import { examineLifecycle } from './subjects/lifecycle.js';
import { reliesOnPresence } from './subjects/presence-use.js';
import { examineProvisioningRole } from './subjects/provisioning-role.js';
import { examineTable } from './subjects/table.js';
import { tablesOf } from './subjects/table-use.js';
import {
  type DeployedTemplate,
  examineTemplate,
  hookOf,
  templateAnswer,
} from './subjects/template.js';
import { examineBody } from './subjects/template-body.js';

export interface ExamineOptions {
  readonly templateName: string;
  /** Of the bundles that are deployed: the hook's or its proxy's, and its lifecycle's. */
  readonly manifests?: readonly BundleManifest[];
  /** SHA-256 of their zips, in base64, as Lambda tells it, to find that other code is deployed. */
  readonly zips?: ReadonlyMap<BundleManifest, string>;
  /** Ends the questions: what was not asked by then is a finding. */
  readonly signal?: AbortSignal;
}

/**
 * Examines what stands around a deployed hook: its template, its function, who may call it, what it may do, and who is told when
 * it refuses. What could not be found out is a finding of the level `unknown`: it is never left out, and never called wrong.
 * It never rejects.
 *
 * @param account what answers: AWS, or a saved snapshot of its answers
 * @example
 * const { findings } = await examine(snapshotAccount([]), { templateName: 'first-fleet' });
 * findings[0]?.code; // 'NOT_ASKED'
 */
export async function examine(
  account: Account,
  { templateName, manifests = [], zips = new Map(), signal }: ExamineOptions,
): Promise<Examination> {
  const inquiry = createInquiry(account, signal);
  const findings = await examineDeployment({ templateName, manifests, zips }, inquiry);
  return {
    templateName,
    examined: inquiry.subjects(),
    findings: [...findings, ...inquiry.unknowns()].toSorted(
      (one, other) => levels.indexOf(one.level) - levels.indexOf(other.level),
    ),
  };
}

const levels = ['error', 'unknown', 'warning'];

async function examineDeployment(
  { templateName, manifests, zips }: Required<Omit<ExamineOptions, 'signal'>>,
  inquiry: Inquiry,
): Promise<readonly Finding[]> {
  const question = provisioningTemplate(templateName, templateName);
  const reply = await inquiry.ask(question, templateAnswer);
  if (reply.kind === 'unknown') return [];
  if (reply.kind === 'absent') {
    return [
      found('TEMPLATE_ABSENT', {
        what: `There is no provisioning template ${templateName}.`,
        mend: aws('iot', 'list-provisioning-templates'),
        where: templateName,
      }),
    ];
  }
  const { value: template } = reply;
  const place = readTemplateArn(template.templateArn);
  if (place?.name !== templateName) {
    inquiry.notUnderstood(question, 'templateArn is not the ARN of this template');
    return [];
  }
  const { templateArn } = template;
  return examineAll(template, manifests, { ...place, inquiry, templateName, templateArn, zips });
}

async function examineAll(
  template: DeployedTemplate,
  manifests: readonly BundleManifest[],
  context: Context,
): Promise<readonly Finding[]> {
  const { targetArn } = template.preProvisioningHook ?? {};
  const { hook, findings } = targetArn === undefined ? noHook : hookOf(targetArn, context);
  const ofKind = (...kinds: readonly string[]) =>
    manifests.find((manifest) => kinds.includes(manifest.function.kind));
  const manifest = ofKind('hook', 'proxy');
  const lifecycle = ofKind('lifecycle', 'lifecycle-proxy');
  const parts = await Promise.all([
    examineTemplate(template, context),
    findings,
    hook === undefined ? [] : examineLetThrough(manifest, context),
    examineBody(template.templateBody, hookUseOf(manifest), context),
    examineProvisioningRole(template, context),
    hook === undefined ? [] : examineHook(hook, manifest, context),
    lifecycle !== undefined || reliesOnPresence(manifest)
      ? examineLifecycle(lifecycle, context)
      : [],
    ...tablesOf(manifests).map((table) => examineTable(table, context)),
  ]);
  return parts.flat();
}

const noHook: ReturnType<typeof hookOf> = { findings: [] };

const hookUse = v.looseObject({
  parameters: v.array(v.string()),
  overrideKeys: v.array(v.string()),
});

/** A proxy's manifest tells nothing of the hook behind it. */
function hookUseOf(manifest: BundleManifest | undefined) {
  const parsed = v.safeParse(hookUse, manifest?.function.hook);
  return parsed.success ? parsed.output : undefined;
}

function examineHook(
  of: FunctionArn,
  manifest: BundleManifest | undefined,
  context: Context,
): Promise<readonly Finding[]> {
  const { templateArn, templateName } = context;
  const caller = { arn: templateArn, statementId: `template-${templateName}` };
  const employed = { of, duty: 'hook', caller } as const;
  return examineFunction(manifest === undefined ? employed : { ...employed, manifest }, context);
}
