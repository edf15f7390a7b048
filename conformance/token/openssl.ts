import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { run } from '../command.js';

const page = new URL('../../docs/device-token.md', import.meta.url);

/** What is missing to make a token without a line of ours, or `undefined`. */
export function missingOpenssl(): string | undefined {
  try {
    const kdfs = execFileSync('openssl', ['list', '-kdf-algorithms'], { stdio: 'pipe' });
    return kdfs.includes('HKDF') ? undefined : 'this openssl has no HKDF; OpenSSL 3 has';
  } catch {
    return 'there is no openssl here, or one before OpenSSL 3';
  }
}

/** What the page's script is told, by the names of its variables. */
export type ScriptInput = {
  readonly BATCH_KEY: string;
  readonly KEY_ID: string;
  readonly SERIAL: string;
} & ({ readonly CERTIFICATE: string } | { readonly KEY: string });

/** Makes a token with the script on the page, to the letter. */
export async function mintByScript(input: ScriptInput, cwd: string): Promise<string> {
  const [, script] = /^```sh\n([\s\S]*?)^```$/m.exec(await readFile(page, 'utf8')) ?? [];
  if (script === undefined) throw new Error('docs/device-token.md shows no script');
  const env = { PATH: process.env.PATH, ...input };
  return (await run('sh', ['-euc', `KEY=\${KEY:-}\n${script}`], { cwd, env })).trim();
}

/** The mac of a token's message in base64url, by the `openssl` command alone. */
export function macByOpenssl(batchKey: Buffer, serialNumber: string, message: string): string {
  const info = Buffer.from(`gangway/device-key/v1\n${serialNumber}`).toString('hex');
  const inputs = ['digest:SHA256', `hexkey:${batchKey.toString('hex')}`, `hexinfo:${info}`];
  const deviceKey = openssl([
    ...['kdf', '-keylen', '32', '-binary'],
    ...inputs.flatMap((input) => ['-kdfopt', input]),
    'HKDF',
  ]);
  const options = ['digest:SHA256', `hexkey:${deviceKey.toString('hex')}`];
  const mac = openssl(
    ['mac', '-binary', ...options.flatMap((option) => ['-macopt', option]), 'HMAC'],
    message,
  );
  return mac.toString('base64url');
}

const openssl = (args: readonly string[], input = ''): Buffer =>
  execFileSync('openssl', args, { input, stdio: 'pipe' });
