import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ProofAlgorithm, proveFactoryIdentity } from '@gangway/plugins/factory-identity';
import { run } from '../command.js';
import { eventWith, hookFor, serialNumber } from './asking.js';
import { type KeyKind, keyKinds, makeFactory } from './openssl-factory.js';
import { pageScript } from './page.js';

/** What `openssl` makes, a hook permits; and what we make, `openssl` verifies: for each kind of key and each algorithm. */
export async function withOpenssl(folder: string) {
  const faults: string[] = [];
  let count = 0;
  for (const kind of Object.keys(keyKinds) as KeyKind[]) {
    const own = join(folder, kind);
    await mkdir(own);
    await makeFactory(own, kind);
    for (const algorithm of keyKinds[kind].algorithms) {
      count += 1;
      const theirs = await decideTheirs(own, algorithm);
      if (theirs !== 'ALLOW') faults.push(`${algorithm} with ${kind} by openssl: ${theirs}`);
      const ours = await verifyOurs(own, algorithm);
      if (ours !== undefined) faults.push(`${algorithm} with ${kind} by us: ${ours}`);
    }
  }
  return { count, faults };
}

const textOf = (folder: string, name: string) => readFile(join(folder, name), 'utf8');

async function decideTheirs(folder: string, algorithm: ProofAlgorithm): Promise<string> {
  const env = { ...process.env, serial: serialNumber, algorithm };
  await run('sh', ['-ec', pageScript], { cwd: folder, env });
  const proof = {
    FactoryChain: await textOf(folder, 'FactoryChain'),
    FactoryProof: await textOf(folder, 'FactoryProof'),
  };
  const event = eventWith(await textOf(folder, 'new.pem'), inParts(proof));
  const decision = await hookFor(join(folder, 'ca.pem'), Date.now()).decide(event);
  return decision.outcome === 'ALLOW'
    ? 'ALLOW'
    : `${decision.reason.code}: ${decision.reason.detail}`;
}

// As the page says: a text of more than 4,096 characters goes on in parameters with a number.
function inParts({ FactoryChain, ...others }: Readonly<Record<string, string>>) {
  const parts = FactoryChain?.match(/.{1,4096}/g) ?? [];
  const named = parts.map((part, at) => [`FactoryChain${at === 0 ? '' : at + 1}`, part]);
  return { ...others, ...Object.fromEntries(named) } as Readonly<Record<string, string>>;
}

async function verifyOurs(folder: string, algorithm: ProofAlgorithm): Promise<string | undefined> {
  const chain =
    (await textOf(folder, 'chain.pem')).match(/-----BEGIN[^-]*-----[^-]*-----END[^-]*-----/g) ?? [];
  const newKey = new X509Certificate(await textOf(folder, 'new.pem')).publicKey;
  const { FactoryProof = '' } = proveFactoryIdentity({
    serialNumber,
    chain,
    factoryKey: createPrivateKey(await textOf(folder, 'key.pem')),
    newKey,
    at: Date.now(),
    algorithm,
  });
  const [, , timestamp, signature = ''] = FactoryProof.split('.');
  const earlier = await textOf(folder, 'message');
  // The message that the page's script has made, at our time.
  await writeFile(join(folder, 'our-message'), earlier.replace(/\d+$/, `${timestamp}`));
  await writeFile(join(folder, 'our-signature'), Buffer.from(signature, 'base64url'));
  try {
    await run('openssl', ['x509', '-in', 'device.pem', '-pubkey', '-noout', '-out', 'device.pub'], {
      cwd: folder,
    });
    await run('openssl', verifyArguments(algorithm), { cwd: folder });
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function verifyArguments(algorithm: ProofAlgorithm): readonly string[] {
  if (algorithm === 'ed25519') {
    return [
      ...['pkeyutl', '-verify', '-pubin', '-inkey', 'device.pub', '-rawin'],
      ...['-in', 'our-message', '-sigfile', 'our-signature'],
    ];
  }
  const hash = algorithm.slice(algorithm.lastIndexOf('-') + 1);
  const pss = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest'];
  return [
    ...['dgst', `-${hash}`, '-verify', 'device.pub', '-signature', 'our-signature'],
    ...(algorithm.startsWith('rsa-pss') ? pss : []),
    'our-message',
  ];
}
