import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { lambdaProxyHandler } from '@gangway/adapter-lambda/proxy';
import { GangwayError, type PreProvisioningResponse } from '@gangway/core';
import { keysInFile, keysInText } from '@gangway/hop';
import { CliFault } from '../cli-fault.js';
import type { CallInput } from '../commands/call.js';
import type { Io } from '../terminal/io.js';

/** What came of a call: the answer, and the line that the proxy logs about it. */
export interface Called {
  readonly kind: 'called';
  readonly response: PreProvisioningResponse;
  readonly line: Readonly<Record<string, unknown>>;
}

/**
 * The proxy, for one container and one call.
 *
 * @throws CliFault `USAGE` for what the proxy does not take, `KEY_NOT_FOUND` and such for files
 */
export async function openProxy(
  input: CallInput,
  io: Io,
): Promise<(event: unknown) => Promise<Called>> {
  const { url, plainHttp, servername } = input;
  let line: Called['line'] = {};
  const options = {
    url,
    keys: await keysFor(input, io),
    ...(plainHttp === undefined ? {} : { plainHttp }),
    ...(servername === undefined ? {} : { servername }),
    ...(await pemsOf(input)),
    keepAliveMs: 0,
    // A command has no Lambda whose start AWS would wait for.
    initDurationMs: 0,
    logger: {
      log(_level: unknown, _message: unknown, fields: Called['line'] = {}) {
        line = fields;
      },
    },
  };
  try {
    const handler = lambdaProxyHandler(options);
    return async (event) => {
      // The container logs it with its decision.
      const requestId = randomUUID();
      const response = await handler(event, { awsRequestId: requestId });
      return { kind: 'called', response, line };
    };
  } catch (error) {
    // Of options, and of keys that are none.
    if (error instanceof GangwayError) throw usage(asTyped(error.message), error);
    throw error;
  }
}

/** As the command has them: an argument `<url>`, and flags. */
const asTyped = (message: string): string =>
  message
    .replace('lambdaProxyHandler, option "url"', '<url>')
    .replace(/^lambdaProxyHandler, option "(\w+)"/, '--$1')
    .replace('say plainHttp', '--plain-http');

async function keysFor({ keysFile }: CallInput, { environment }: Io): Promise<readonly string[]> {
  const { GANGWAY_KEYS_FILE: file = '', GANGWAY_KEYS: texts = '' } = environment;
  const path = keysFile ?? file;
  // A flag before the environment, as for `gangway serve`.
  if (keysFile === undefined && file !== '' && texts !== '') {
    throw usage(
      'GANGWAY_KEYS_FILE and GANGWAY_KEYS: the keys are said twice. Leave one of them out.',
    );
  }
  if (path === '' && texts === '') {
    throw usage(
      'No keys to sign the call with. Give --keys-file, GANGWAY_KEYS_FILE or GANGWAY_KEYS: those of the server; `gangway keys hop --out hop-keys` makes one for both.',
    );
  }
  try {
    return path === '' ? keysInText(texts.replaceAll(/\s+/g, '\n')) : await keysInFile(path)();
  } catch (error) {
    if (error instanceof GangwayError) throw usage(error.message, error);
    throw error;
  }
}

async function pemsOf(input: CallInput) {
  const pems: { ca?: string; cert?: string; key?: string } = {};
  for (const name of ['ca', 'cert', 'key'] as const) {
    const { [name]: path } = input;
    if (path !== undefined) pems[name] = await readPem(`--${name}`, path);
  }
  return pems;
}

async function readPem(flag: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw usage(`${flag}: ${path} cannot be read (${code ?? 'unknown'})`, error);
  }
}

const usage = (message: string, cause?: unknown): CliFault =>
  new CliFault('USAGE', message, cause === undefined ? {} : { cause });
