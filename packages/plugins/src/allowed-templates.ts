import { definePlugin, deny, parseTemplateArn, permit, policyCode } from '@gangway/core';
import * as v from 'valibot';

const options = v.strictObject({
  /** Whole ARNs; no wildcards. */
  arns: v.pipe(
    v.array(
      v.pipe(
        v.string(),
        v.check(
          (arn) => parseTemplateArn(arn) !== undefined,
          'is not the ARN of a template, arn:<partition>:iot:<region>:<account, 12 digits>:provisioningtemplate/<name>',
        ),
      ),
    ),
    v.minLength(1, 'at least one template must be allowed'),
  ),
});

/**
 * Asks whether the request comes through one of the templates that this hook is for: partition, region, account and
 * name, to the letter.
 *
 * @example
 * allowedTemplates({ arns: ['arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet'] })
 */
export const allowedTemplates = definePlugin({
  name: 'allowed-templates',
  options,
  reasonCodes: {
    TEMPLATE_NOT_ALLOWED: policyCode(
      'The template is not one of those that this hook is for.',
      'Add its whole ARN to `arns`, or take the hook off that template.',
    ),
  },
  build: ({ arns }) => {
    const allowed = new Set(arns);
    return {
      templates: arns,
      checks: {
        'allowed-templates': ({ template }) =>
          allowed.has(template.arn)
            ? permit()
            : deny('TEMPLATE_NOT_ALLOWED', `${template.arn} is not in the list`),
      },
    };
  },
});
