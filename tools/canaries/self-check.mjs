// That the watch can fail: a program that leaks in each way that is looked at, and a secret in each form, must be found out; and
// what only looks like a secret must not.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { formsOf } from './encodings.mjs';
import { judge, startWatch } from './watched-run.mjs';

const secret = `ä "quoted" & ${randomBytes(9).toString('base64url')}`;
const program = fileURLToPath(new URL('leaking-program.mjs', import.meta.url));
const ways =
  'stdout stderr child childSync log record error cause sqlite privateKey pem secretKey mac'.split(
    ' ',
  );

/** A run of the program, which leaks in one way. */
function run(way, printed = '') {
  const watch = startWatch();
  const PRINTED = Buffer.from(printed).toString('base64');
  const env = { ...watch.env, SECRET: secret, PRINTED };
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, way], { env });
  if (status !== 0) throw new Error(`${way}: ${stderr}`);
  const keep = watch.keep('program');
  keep(stdout);
  keep(stderr);
  return watch;
}

const faults = [];
for (const way of ways) {
  const { leaks } = run(way).look();
  if (leaks.length === 0) faults.push(`the watch does not notice a leak by ${way}`);
  if (leaks.some((leak) => leak.includes(secret))) faults.push(`it tells the secret: ${way}`);
}

const forms = formsOf(Buffer.from(secret));
const inOtherText = forms.map(([, octets]) => `xyz${octets.toString('latin1')}xyz`).join('\n');
const { leaks } = run('print', Buffer.from(inOtherText, 'latin1')).look();
for (const [form] of forms) {
  const found = leaks.filter((leak) => leak.includes(`, as ${form}, `));
  if (found.length === 0) faults.push(`the watch does not know the form "${form}"`);
}

const others = [secret.slice(1), secret.slice(0, -1), [...secret].toReversed().join(''), 'SN-0001'];
for (const leak of run('print', others.join('\n')).look().leaks) {
  faults.push(`the watch takes something else for a secret: ${leak}`);
}
if (judge(run('nothing')).ok) faults.push('the watch does not notice that it saw nothing');

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
