/** What of a template's body an action is for. */
export type ProvisioningResource =
  | 'any body'
  | 'thing'
  | 'attributes or type that may change'
  | 'thing type'
  | 'thing groups'
  | 'thing groups that may change'
  | 'thing groups that are replaced'
  | 'billing group'
  | 'certificate'
  | 'thing and certificate'
  | 'policy'
  | 'policy document';

interface ProvisioningAction {
  readonly action: string;
  readonly when: ProvisioningResource;
  /** Types of AWS IoT's resources that IAM asks about; `*` where an action is about none. */
  readonly on: readonly (
    | 'thing'
    | 'thingtype'
    | 'thinggroup'
    | 'every thinggroup'
    | 'billinggroup'
    | 'cert'
    | 'policy'
    | '*'
  )[];
}

/**
 * Which action a provisioning role needs for what, and on which resources. Actions and types of resources are AWS's: the
 * managed policy AWSIoTThingsRegistration, and the service authorization reference. What needs which is inferred.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSIoTThingsRegistration.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiot.html
 * @example
 * provisioningActions.filter(({ when }) => when === 'policy document').map(({ action }) => action); // ['iot:CreatePolicy']
 */
export const provisioningActions: readonly ProvisioningAction[] = [
  { action: 'iot:RegisterThing', when: 'any body', on: ['*'] },
  { action: 'iot:CreateThing', when: 'thing', on: ['thing', 'billinggroup'] },
  { action: 'iot:DescribeThing', when: 'thing', on: ['thing'] },
  { action: 'iot:ListThingPrincipals', when: 'thing', on: ['thing'] },
  { action: 'iot:UpdateThing', when: 'attributes or type that may change', on: ['thing'] },
  { action: 'iot:DescribeThingType', when: 'thing type', on: ['thingtype'] },
  { action: 'iot:AddThingToThingGroup', when: 'thing groups', on: ['thing', 'thinggroup'] },
  { action: 'iot:DescribeThingGroup', when: 'thing groups', on: ['thinggroup'] },
  { action: 'iot:ListThingGroupsForThing', when: 'thing groups', on: ['thing'] },
  {
    action: 'iot:UpdateThingGroupsForThing',
    when: 'thing groups that may change',
    on: ['thing', 'thinggroup'],
  },
  // A thing leaves groups that the body does not name.
  {
    action: 'iot:RemoveThingFromThingGroup',
    when: 'thing groups that are replaced',
    on: ['thing', 'every thinggroup'],
  },
  {
    action: 'iot:UpdateThingGroupsForThing',
    when: 'thing groups that are replaced',
    on: ['thing', 'every thinggroup'],
  },
  { action: 'iot:AddThingToBillingGroup', when: 'billing group', on: ['thing', 'billinggroup'] },
  { action: 'iot:DescribeBillingGroup', when: 'billing group', on: ['billinggroup'] },
  { action: 'iot:DescribeCertificate', when: 'certificate', on: ['cert'] },
  { action: 'iot:UpdateCertificate', when: 'certificate', on: ['cert'] },
  { action: 'iot:AttachThingPrincipal', when: 'thing and certificate', on: ['cert'] },
  { action: 'iot:ListPrincipalThings', when: 'thing and certificate', on: ['cert'] },
  { action: 'iot:AttachPolicy', when: 'policy', on: ['cert'] },
  // The older name of the same, of which the managed policy still speaks.
  { action: 'iot:AttachPrincipalPolicy', when: 'policy', on: ['cert'] },
  { action: 'iot:GetPolicy', when: 'policy', on: ['policy'] },
  { action: 'iot:ListAttachedPolicies', when: 'policy', on: ['*'] },
  { action: 'iot:ListPrincipalPolicies', when: 'policy', on: ['*'] },
  { action: 'iot:CreatePolicy', when: 'policy document', on: ['policy'] },
];
