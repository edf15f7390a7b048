import type { Place } from '@gangway/deployment';
import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Where a construct is deployed; tokens where its stack does not say. */
export function placeOf(scope: IConstruct): Place {
  const { partition, region, account } = Stack.of(scope);
  return { partition, region, account };
}
