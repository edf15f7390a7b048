// A hook that lets through any template: several stand before it.
import { lambdaHandler } from '@gangway/adapter-lambda';
import { composeHook, defineHook } from '@gangway/composition';
import { claimOnce } from '@gangway/plugins/claim-once';
import { dynamodbDeviceRegistry } from '@gangway/plugins/dynamodb-device-registry';
import { registeredDevice } from '@gangway/plugins/registered-device';

const hook = defineHook([
  dynamodbDeviceRegistry({ table: process.env.DEVICES_TABLE ?? 'devices' }),
  registeredDevice({ serialNumber: 'SerialNumber' }),
  claimOnce(),
]);

export const handler = lambdaHandler(composeHook(hook));
