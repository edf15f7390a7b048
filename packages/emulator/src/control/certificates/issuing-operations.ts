import * as v from 'valibot';
import { type Account, arnOf } from '../../account/account.js';
import type { CertificateRow } from '../../account/rows.js';
import type { IssuedCertificate, IssuedKeys } from '../../certificates/certificate-authority.js';
import { Rejection } from '../../provisioning/rejection.js';
import { queryBoolean, seconds, templateName } from '../members.js';
import { defineOperation, type Operation } from '../operation.js';
import { invalidRequest } from '../service-error.js';
import { templateOf } from '../templates/template-checks.js';

const setAsActive = v.optional(queryBoolean, 'false');

const createKeys = defineOperation({
  name: 'CreateKeysAndCertificate',
  method: 'POST',
  path: '/keys-and-certificate',
  query: ['setAsActive'],
  members: { setAsActive },
  async run({ account }, { setAsActive: isActive }) {
    const issued = await account.authority.issueKeys();
    return { ...register(account, issued, isActive), keyPair: keyPairOf(issued) };
  },
});

const createFromRequest = defineOperation({
  name: 'CreateCertificateFromCsr',
  method: 'POST',
  path: '/certificates',
  query: ['setAsActive'],
  members: {
    certificateSigningRequest: v.pipe(v.string(), v.minLength(1), v.maxLength(4_096)),
    setAsActive,
  },
  run({ account }, { certificateSigningRequest: request, setAsActive: isActive }) {
    return register(account, sign(account, request), isActive);
  },
});

const claimMs = 5 * 60_000;

/**
 * AWS does not say whether a template that is off gives claims. It does here: the claim comes to nothing then, and a hook
 * that relies on it is seen to.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-wo-cert.html#trusted-user
 */
const createClaim = defineOperation({
  name: 'CreateProvisioningClaim',
  method: 'POST',
  path: '/provisioning-templates/{templateName}/provisioning-claim',
  members: { templateName },
  async run({ account }, { templateName: name }) {
    const find = () => {
      if (templateOf(account, name).type === 'FLEET_PROVISIONING') return;
      throw invalidRequest('Only templates of type FLEET_PROVISIONING have claims');
    };
    find();
    const issued = await account.authority.issueKeys();
    // It may have been deleted meanwhile.
    find();
    const endsAt = account.clock.now() + claimMs;
    put(account, issued, { status: 'ACTIVE', endsAt, claimOf: name });
    const { certificateId, certificatePem } = issued;
    return {
      certificateId,
      certificatePem,
      keyPair: keyPairOf(issued),
      expiration: seconds(endsAt),
    };
  },
});

function sign({ authority }: Account, request: string): IssuedCertificate {
  try {
    return authority.issueForRequest(request);
  } catch (error) {
    throw error instanceof Rejection ? invalidRequest(error.errorMessage) : error;
  }
}

function register(account: Account, issued: IssuedCertificate, isActive: boolean) {
  const { certificateId, certificatePem } = issued;
  put(account, issued, { status: isActive ? 'ACTIVE' : 'INACTIVE' });
  return { certificateArn: arnOf(account, 'cert', certificateId), certificateId, certificatePem };
}

function put(
  { store, clock }: Account,
  { certificateId, certificatePem }: IssuedCertificate,
  terms: Pick<CertificateRow, 'status' | 'endsAt' | 'claimOf'>,
): void {
  const now = clock.now();
  store.certificates.put(certificateId, {
    certificateId,
    certificatePem,
    ...terms,
    createdAt: now,
    modifiedAt: now,
  });
}

const keyPairOf = ({ publicKey, privateKey }: IssuedKeys) => ({
  PublicKey: publicKey,
  PrivateKey: privateKey,
});

export const issuingOperations: readonly Operation[] = [createKeys, createFromRequest, createClaim];
