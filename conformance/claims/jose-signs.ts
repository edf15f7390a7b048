import { X509Certificate } from 'node:crypto';
import { anEvent } from '@gangway/testing';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { algorithms, audience, carrying, decidingBy, issuer } from './deciding.js';

/** Tokens by jose alone are permitted, whichever way they are bound. */
export async function joseSigns(): Promise<{ done: number; faults: string[] }> {
  const faults: string[] = [];
  let done = 0;
  for (const alg of algorithms) {
    const { publicKey, privateKey } = await generateKeyPair(alg);
    const decide = decidingBy({ keys: [{ ...(await exportJWK(publicKey)), kid: 'factory-1' }] });
    const event = anEvent();
    const { publicKey: deviceKey } = new X509Certificate(event.certificatePem);
    for (const cnf of [
      { 'x5t#S256': Buffer.from(event.certificateId, 'hex').toString('base64url') },
      { jkt: await calculateJwkThumbprint(await exportJWK(deviceKey)) },
    ]) {
      const token = await new SignJWT({ cnf })
        .setProtectedHeader({ alg, kid: 'factory-1', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject('SN-0001')
        .setIssuedAt()
        .setExpirationTime('10m')
        .sign(privateKey);
      const outcome = await decide(carrying(event, token));
      if (outcome !== 'ALLOW') faults.push(`jose, ${alg}: ${outcome} for ${token}`);
      done += 1;
    }
  }
  return { done, faults };
}
