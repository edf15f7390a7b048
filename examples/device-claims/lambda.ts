// How it runs in production: the same hook, its registry in DynamoDB.
import { lambdaHandler } from '@gangway/adapter-lambda';
import { composeHook } from '@gangway/composition';
import { dynamodbDeviceRegistry } from '@gangway/plugins/dynamodb-device-registry';
import hook from './hook.js';

const registry = dynamodbDeviceRegistry({ table: process.env.DEVICES_TABLE ?? 'devices' });

export const handler = lambdaHandler(composeHook(hook, { replace: [registry] }));
