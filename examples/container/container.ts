// How it runs in a container: the settings come from GANGWAY_…, see docs/serve.md.
import { runContainer, serverMetrics } from '@gangway/adapter-http';
import { composeHook } from '@gangway/composition';
import { pinoLogger } from '@gangway/plugins/pino-logger';
import hook from './hook.js';

const metrics = serverMetrics();
const composed = composeHook(hook, { replace: [pinoLogger()], observe: metrics.observePort });

process.exitCode = await runContainer(composed, { environment: process.env, metrics });
