/**
 * What AWS's managed policy AWSIoTThingsRegistration allows on every resource, in version 3 of October 2020.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSIoTThingsRegistration.html
 */
export const managedPolicyActions: readonly string[] = [
  'AddThingToBillingGroup',
  'AddThingToThingGroup',
  'AttachPolicy',
  'AttachPrincipalPolicy',
  'AttachThingPrincipal',
  'CreateCertificateFromCsr',
  'CreatePolicy',
  'CreateThing',
  'DescribeBillingGroup',
  'DescribeCertificate',
  'DescribeThing',
  'DescribeThingGroup',
  'DescribeThingType',
  'DetachPolicy',
  'DetachThingPrincipal',
  'GetPolicy',
  'ListAttachedPolicies',
  'ListPolicyPrincipals',
  'ListPrincipalPolicies',
  'ListPrincipalThings',
  'ListTargetsForPolicy',
  'ListThingGroupsForThing',
  'ListThingPrincipals',
  'RegisterCertificate',
  'RegisterThing',
  'RemoveThingFromBillingGroup',
  'RemoveThingFromThingGroup',
  'UpdateCertificate',
  'UpdateThing',
  'UpdateThingGroupsForThing',
].map((name) => `iot:${name}`);
