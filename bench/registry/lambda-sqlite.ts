// The example's hook with its registry in a file: what a cold start is without any SDK.
import { lambdaHandler } from '@gangway/adapter-lambda';
import { composeHook } from '@gangway/composition';
import { sqliteDeviceRegistry } from '@gangway/plugins/sqlite-device-registry';
import hook from '../../examples/device-claims/hook.js';

const registry = sqliteDeviceRegistry({ path: process.env.GANGWAY_BENCH_DEVICES ?? '' });

export const handler = lambdaHandler(composeHook(hook, { replace: [registry] }));
