import type { Place } from './place.js';
import { provisioningTemplateArn } from './provisioning-template-arn.js';

/** Who may take a role, as data: a service, and under which conditions of IAM's. */
export interface RoleTrust {
  /** The service's principal. */
  readonly service: string;
  readonly action: 'sts:AssumeRole';
  /** As IAM writes them: operator, key, value. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Who may take a provisioning role: AWS IoT, for one template of one account.
 *
 * Of `aws:SourceArn`, AWS documents for AWS IoT's roles the form `arn:aws:iot:region:account:resource-type/resource-id`, or `*`
 * in place of the resource; that the resource is the template here is inferred. `source: 'account'` is for whoever finds it
 * refused: any resource of AWS IoT's in this account and region.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/cross-service-confused-deputy-prevention.html
 * @throws GangwayError `TEMPLATE_NAME_INVALID`
 * @example
 * const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
 * provisioningRoleTrust(place, 'fleet').service; // 'iot.amazonaws.com'
 */
export function provisioningRoleTrust(
  place: Place,
  templateName: string,
  { source = 'template' }: { readonly source?: 'template' | 'account' } = {},
): RoleTrust {
  const { partition, region, account } = place;
  const template = provisioningTemplateArn(place, templateName);
  return {
    service: 'iot.amazonaws.com',
    action: 'sts:AssumeRole',
    conditions: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: {
        'aws:SourceArn':
          source === 'template' ? template : `arn:${partition}:iot:${region}:${account}:*`,
      },
    },
  };
}
