import { readFile } from 'node:fs/promises';
import { lambdaProxyHandler } from '@gangway/adapter-lambda/proxy';
import { anEvent } from '@gangway/testing';
import type { RunningContainer } from './container.js';

const callers = 16;

/**
 * Tells a container to stop while callers ask one event after the other. Until it no longer listens every answer must be an
 * allow; what the proxy could not send any more it denies, as it should.
 */
export async function stopFaults(
  container: RunningContainer,
  keysFile: string,
): Promise<readonly string[]> {
  const keys = (await readFile(keysFile, 'utf8')).split('\n').filter(Boolean);
  const lines: string[] = [];
  const handler = lambdaProxyHandler({
    url: container.url,
    keys,
    logger: { log: (_level, _message, fields) => void lines.push(String(fields?.code ?? 'none')) },
  });
  let answered = 0;
  let stopping = false;
  const begun = Promise.withResolvers<void>();
  const call = async (): Promise<void> => {
    while (!stopping || answered === 0) {
      const { allowProvisioning } = await handler(anEvent({ serialNumber: 'SN-0001' }));
      if (!allowProvisioning) return;
      answered += 1;
      if (answered === callers * 4) begun.resolve();
    }
  };
  const calls = Promise.all(Array.from({ length: callers }, call));
  await begun.promise;
  const exit = container.stop();
  const code = await exit;
  stopping = true;
  await calls;
  // What ends a call on the way is a loss; a container that takes no connection has lost nothing.
  const lost = lines.filter(
    (line) => line !== 'none' && line !== 'undefined' && line !== 'PROXY_UNREACHABLE',
  );
  return [
    ...(code === 0 ? [] : [`the container ended with ${code} after SIGTERM`]),
    ...lost.map((line) => `a call was lost when the container stopped: ${line}`),
  ];
}
