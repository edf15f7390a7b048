import type { BundleManifest } from '@gangway/deployment';
import * as v from 'valibot';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';

/** A hook that does not tell lets through any template; so may one behind a proxy, whose manifest knows nothing of it. */
const listing = v.looseObject({ templates: v.array(v.string()) });

/** Whether the hook, by what its bundle tells, lets anybody in through this template. */
export function examineLetThrough(
  manifest: BundleManifest | undefined,
  { templateArn: where }: Context,
): readonly Finding[] {
  const told = v.safeParse(listing, manifest?.function.hook);
  if (!told.success || told.output.templates.includes(where)) return [];
  const listed = told.output.templates.join(', ') || 'no template at all';
  return [
    found('HOOK_REFUSES_TEMPLATE', {
      what: `The hook's plugins let through ${listed}.`,
      mend: `In hook.ts: give \`allowedTemplates\` the ARN ${where}, and deploy.`,
      where,
    }),
  ];
}
