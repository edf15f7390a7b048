import { readFileSync } from 'node:fs';
import { serve, serveUntil } from '@gangway/adapter-http';
import { composeHook } from '@gangway/composition';
import { pinoLogger } from '@gangway/plugins/pino-logger';
import hook from './hook.js';

const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
const composed = composeHook(hook, { replace: [pinoLogger()] });
const { GANGWAY_PORT, GANGWAY_HOST, GANGWAY_KEYS_FILE } = process.env;
await serveUntil(
  stop.signal,
  await serve(composed, {
    port: Number(GANGWAY_PORT),
    hostname: GANGWAY_HOST!,
    keys: readFileSync(GANGWAY_KEYS_FILE!, 'utf8').split('\n').filter(Boolean),
  }),
);
