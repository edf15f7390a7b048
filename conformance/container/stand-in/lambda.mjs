// In the place of AWS's image for Lambda functions: a Runtime API, AWS's own runtime client, and the invocations path.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { startRuntimeApi } from '@gangway/testing';

const [, , handler] = process.argv;
const runtime = await startRuntimeApi();
const client = spawn(
  process.execPath,
  ['/opt/client/node_modules/aws-lambda-ric/index.mjs', handler],
  {
    cwd: '/var/task',
    env: {
      ...process.env,
      ...runtime.environment,
      LAMBDA_TASK_ROOT: '/var/task',
      _HANDLER: handler,
    },
    stdio: 'inherit',
  },
);
const server = createServer(async (request, response) => {
  const outcome = await runtime.invoke(undefined, { body: await text(request) });
  response.end(JSON.stringify(outcome.payload ?? outcome));
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => {
  client.kill('SIGKILL');
  process.exit(0);
});
