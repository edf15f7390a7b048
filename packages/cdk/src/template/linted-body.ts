import type { BundleManifest } from '@gangway/deployment';
import { type HookUse, lintTemplate, readTemplate, type Template } from '@gangway/template';
import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import * as v from 'valibot';
import { tokenPlaceholders } from '../function/token-placeholders.js';
import { synthError } from '../options/synth-error.js';
import type { TemplateBody } from './read-body.js';

/** A body in which nothing is wrong. */
export interface LintedBody {
  /** The body's text, with its tokens. */
  readonly text: string;
  /** What it says; placeholders stand for tokens. */
  readonly template: Template;
  /** Puts tokens in the place of their placeholders. */
  readonly reveal: (text: string) => string;
}

const hookUse = v.object({ parameters: v.array(v.string()), overrideKeys: v.array(v.string()) });

/**
 * Lints a body as `gangway template lint` does. What AWS IoT would refuse is an error here, what it would take and should not
 * be is a warning of the construct.
 *
 * @param manifest of the hook's bundle, where there is one, so that parameters and hook are compared
 * @throws GangwayError `TEMPLATE_FAULTY` with everything that is wrong
 */
export function lintedBody(
  scope: IConstruct,
  body: TemplateBody,
  manifest: BundleManifest | undefined,
): LintedBody {
  const { conceal, reveal } = tokenPlaceholders();
  const text = conceal(body.text);
  const findings = lintTemplate(text, useOf(manifest)).map(
    ({ code, level, line, column, message }) => ({
      code,
      level,
      told: `${body.name}:${line}:${column} ${code} ${message}`,
    }),
  );
  const faults = findings.filter(({ level }) => level === 'error');
  const reading = readTemplate(text);
  if (faults.length > 0 || reading.kind === 'refused') {
    const all = faults.map(({ told }) => told).join('\n');
    throw synthError(
      scope,
      'TEMPLATE_FAULTY',
      'body',
      `AWS IoT would refuse the template.\n${all}`,
    );
  }
  for (const { code, level, told } of findings) {
    const annotations = Annotations.of(scope);
    if (level === 'warning') annotations.addWarningV2(`@gangway/cdk:${code}`, told);
    else annotations.addInfoV2(`@gangway/cdk:${code}`, told);
  }
  return { text: body.text, template: reading.template, reveal };
}

function useOf(manifest: BundleManifest | undefined): { readonly hook?: HookUse } {
  const parsed = v.safeParse(hookUse, manifest?.function.hook);
  return parsed.success ? { hook: parsed.output } : {};
}
