import type { LintFinding } from './lint-findings.js';

/** A finding that stays, in which templates, and why. */
interface KnownFinding {
  readonly rule: string;
  readonly templates: RegExp;
  readonly reason: string;
}

/** All that is passed over is here. */
const known: readonly KnownFinding[] = [
  {
    rule: 'I1022',
    templates: /\.synthesised\.json$/,
    reason:
      'The AWS CDK writes `Fn::Join` where people write `Fn::Sub`; both give the same text. In the templates without the CDK it is `Fn::Sub`.',
  },
  {
    rule: 'W3005',
    templates: /\.synthesised\.json$/,
    reason:
      "The AWS CDK writes `DependsOn` also where a reference says the same, for a function's role and a service's target group. In the templates without the CDK it is left out.",
  },
];

/** Why a finding in this template stays, where there is a reason. */
export const withReason = (template: string, { rule }: LintFinding): string | undefined =>
  known.find((one) => one.rule === rule && one.templates.test(template))?.reason;
