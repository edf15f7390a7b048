// A function of its own, behind an IoT rule on presence events: a claim is confirmed when its certificate connects.
import { lifecycleHandler } from '@gangway/adapter-lambda';
import { composeLifecycle } from '@gangway/composition';
import { dynamodbDeviceRegistry } from '@gangway/plugins/dynamodb-device-registry';
import hook from './hook.js';

const registry = dynamodbDeviceRegistry({ table: process.env.DEVICES_TABLE ?? 'devices' });

export const handler = lifecycleHandler(composeLifecycle(hook, { replace: [registry] }));
