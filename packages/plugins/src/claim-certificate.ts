import {
  CertificateRegistry,
  definePlugin,
  deny,
  errorCode,
  isCertificateId,
  notApplicable,
  PortError,
  policyCode,
} from '@gangway/core';
import * as v from 'valibot';
import { readRegistered } from './aws-iot/registered-certificate.js';
import { judgeClaimCertificate } from './claim-certificate/judge.js';

const options = v.strictObject({
  /** Who may have issued it: ids of CA certificates that are registered in the account, or `'amazon'` for AWS IoT; anyone unless given. */
  issuers: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          v.string(),
          v.check(
            (issuer) => issuer === 'amazon' || isCertificateId(issuer),
            "must be the id of a CA certificate, 64 lowercase hex digits, or 'amazon'",
          ),
        ),
      ),
      v.minLength(1, 'names no issuer, so every claim certificate would be refused'),
    ),
  ),
  /** How long ago it may have come into the account, in days; any time unless given. */
  maxAgeDays: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(36_525))),
  /** What becomes of one that the account does not list, as it lists none that `CreateProvisioningClaim` made. */
  unlisted: v.optional(v.picklist(['deny', 'permit']), 'deny'),
});

/**
 * Asks the account about the claim certificate, of which only the id comes with the event: whether it is active and not
 * expired, belongs to the template's account, and was issued by whom and when the options say. It denies or does not
 * apply; it never permits, for a claim certificate is on every device and proves nothing about the one that asks.
 *
 * AWS IoT itself lets nobody connect with a certificate that is not active. But it ends connections that are open only
 * "within a few minutes" of the change, and until then they may ask; this check ends that as soon as the registry tells of
 * the change. To stop a claim certificate at once, `killSwitch` is quicker.
 *
 * A claim certificate of `CreateProvisioningClaim` lives five minutes and is not in the account's list: `unlisted: 'permit'`
 * lets such pass, without a look at issuer and age, and with them one that was deleted a moment ago.
 *
 * Needs a `CertificateRegistry`, such as `awsIotCertificateRegistry`. A registry that cannot be asked is no "no": what it
 * throws becomes a `DENY_ERROR`.
 *
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_UpdateCertificate.html
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_CertificateDescription.html
 * @example claimCertificate()
 * @example claimCertificate({ issuers: ['amazon'], maxAgeDays: 90 })
 */
export const claimCertificate = definePlugin({
  name: 'claim-certificate',
  options,
  needs: { certificates: CertificateRegistry },
  reasonCodes: {
    CLAIM_CERTIFICATE_UNKNOWN: policyCode(
      'The account does not list the claim certificate.',
      "See that the registry asks the template's region. For claim certificates of `CreateProvisioningClaim`, set `unlisted`.",
    ),
    CLAIM_CERTIFICATE_FOREIGN: policyCode(
      "The claim certificate belongs to another account than the template's.",
      "See with which account's credentials the registry asks.",
    ),
    CLAIM_CERTIFICATE_NOT_ACTIVE: policyCode(
      'The claim certificate is not active.',
      'Find out why it was deactivated; give genuine devices another claim certificate.',
    ),
    CLAIM_CERTIFICATE_EXPIRED: policyCode(
      'The claim certificate is no longer valid.',
      'Give genuine devices another claim certificate.',
    ),
    CLAIM_CERTIFICATE_ISSUER_NOT_ALLOWED: policyCode(
      'The claim certificate was issued by none of those that `issuers` names.',
      'The detail tells the issuer: add it if it is yours, else find out who registered that certificate.',
    ),
    CLAIM_CERTIFICATE_TOO_OLD: policyCode(
      'The claim certificate came into the account longer ago than `maxAgeDays`.',
      'Give devices a newer claim certificate and deactivate this one.',
    ),
    CLAIM_CERTIFICATE_ANSWER_MALFORMED: errorCode(
      'The registry of certificates answered with another one, with something that is none, or without what a rule needs.',
      'Mend the registry; its contract suite in @gangway/testing shows what it must do.',
    ),
  },
  build: ({ unlisted, ...rules }) => ({
    checks: {
      'claim-certificate': async (request, { ports, signal }) => {
        const id = request.claimCertificateId;
        const answer: unknown = await ports.certificates.find(id, { signal });
        if (answer === undefined) {
          return unlisted === 'permit' ? notApplicable() : deny('CLAIM_CERTIFICATE_UNKNOWN', id);
        }
        const certificate = readRegistered(id, answer);
        if (typeof certificate === 'string') throw malformed(id, certificate);
        if (rules.maxAgeDays !== undefined && certificate.createdAt === undefined) {
          throw malformed(id, 'no "createdAt", which maxAgeDays needs');
        }
        return judgeClaimCertificate(certificate, rules, request) ?? notApplicable();
      },
    },
  }),
});

const malformed = (id: string, what: string) =>
  new PortError(
    'CLAIM_CERTIFICATE_ANSWER_MALFORMED',
    `the answer about ${id} is malformed: ${what}`,
  );
