// Every private and every secret key that this process has is a canary, and so is what such a key makes of a message.
import crypto, { KeyObject } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { keepCanary } from './spool.mjs';
import { withPropertiesOf } from './wrap.mjs';

const original = { ...crypto };
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'];
// Traditional forms beside PKCS#8, by the type of the key (RFC 8017 appendix A.1.2, RFC 5915).
const traditional = { rsa: 'pkcs1', ec: 'sec1' };

export function watchCrypto() {
  for (const name of ['createSecretKey', 'createPrivateKey']) {
    replace(
      name,
      (make) =>
        (...args) =>
          noted(make(...args)),
    );
  }
  replace('generateKeyPairSync', (make) => (...args) => {
    const pair = make(...args);
    noted(pair.privateKey);
    return pair;
  });
  replace('generateKeyPair', (make) => (...args) => {
    const done = args.pop();
    return make(...args, (error, publicKey, privateKey) => {
      if (!error) noted(privateKey);
      done(error, publicKey, privateKey);
    });
  });
  // A key that is no object is a text that somebody signs or hashes with, such as AWS's SDK; its MACs are no proofs.
  replace('createHmac', (make) => (algorithm, key, ...rest) => {
    const hmac = make(algorithm, key, ...rest);
    if (key instanceof KeyObject) noteDigest(hmac);
    else keepCanary('key of an HMAC', Buffer.from(key));
    return hmac;
  });
  syncBuiltinESMExports();
}

function replace(name, wrap) {
  crypto[name] = withPropertiesOf(original[name], wrap(original[name]));
}

function noteDigest(hmac) {
  const digest = hmac.digest.bind(hmac);
  hmac.digest = (encoding) => {
    const made = digest(encoding);
    keepCanary('MAC', typeof made === 'string' ? Buffer.from(made, encoding) : made);
    return made;
  };
}

function noted(key) {
  if (!(key instanceof KeyObject)) return key;
  try {
    if (key.type === 'secret') keepCanary('secret key', key.export());
    if (key.type === 'private') notePrivate(key);
  } catch {
    // RSA-PSS has no JWK; what is known of it is its PEM, whose lines hold public parts too.
  }
  return key;
}

function notePrivate(key) {
  const type = key.asymmetricKeyType;
  const jwk = key.export({ format: 'jwk' });
  const secrets = secretMembers
    .filter((name) => jwk[name] !== undefined)
    .map((name) => Buffer.from(jwk[name], 'base64url'));
  for (const octets of secrets) keepCanary(`private key (${type})`, octets);
  for (const form of new Set(['pkcs8', traditional[type] ?? 'pkcs8'])) {
    const der = key.export({ format: 'der', type: form });
    for (const line of secretLines(der, secrets)) {
      keepCanary(`line of a private key's PEM (${type}, ${form})`, line, true);
    }
  }
}

/** The parts of a PEM's lines that nothing but the secret parts of a key make: 64 characters a line (RFC 7468 section 2). */
function secretLines(der, secrets) {
  const text = der.toString('base64');
  return secrets.flatMap((octets) => {
    const at = der.indexOf(octets);
    if (at < 0) return [];
    const [from, to] = [Math.ceil((8 * at) / 6), Math.floor((8 * (at + octets.length)) / 6)];
    const lines = [];
    for (let start = from - (from % 64); start < to; start += 64) {
      lines.push(text.slice(Math.max(start, from), Math.min(start + 64, to)));
    }
    return lines;
  });
}
