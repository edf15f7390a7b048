import { contextTag, type DerCursor, tags } from '../der.js';
import { takeAny } from '../der-any.js';
import { checkInteger, isNegative, takeInteger } from '../der-primitives.js';
import { contentFault } from '../fault.js';
import { takeOid } from '../object-identifier.js';

/**
 * `CertificatePolicies ::= SEQUENCE SIZE (1..MAX) OF PolicyInformation` (RFC 5280 section 4.2.1.4), in the certificate's
 * order; the qualifiers are checked and left out. A doubled policy can be read, and is for policy to refuse.
 */
export function takeCertificatePolicies(value: DerCursor): readonly string[] {
  const list = value.open(tags.sequence, 'certificatePolicies');
  const policies: string[] = [];
  while (!list.done) {
    const information = list.open(tags.sequence, 'a policy');
    policies.push(takeOid(information, 'a policy'));
    if (!information.done) checkQualifiers(information.open(tags.sequence, 'policy qualifiers'));
    information.finish('a policy');
  }
  if (policies.length === 0) throw contentFault('certificatePolicies names no policy');
  return Object.freeze(policies);
}

// `SEQUENCE SIZE (1..MAX) OF SEQUENCE { policyQualifierId OBJECT IDENTIFIER, qualifier ANY }`
function checkQualifiers(list: DerCursor): void {
  if (list.done) throw contentFault('policy qualifiers are present and empty');
  while (!list.done) {
    const qualifier = list.open(tags.sequence, 'a policy qualifier');
    takeOid(qualifier, 'a policy qualifier');
    takeAny(qualifier, 'a policy qualifier');
    qualifier.finish('a policy qualifier');
  }
}

/** `PolicyMappings ::= SEQUENCE SIZE (1..MAX) OF SEQUENCE { two policies }` (RFC 5280 section 4.2.1.5). */
export function checkPolicyMappings(value: DerCursor): void {
  const list = value.open(tags.sequence, 'policyMappings');
  if (list.done) throw contentFault('policyMappings maps nothing');
  while (!list.done) {
    const mapping = list.open(tags.sequence, 'a policy mapping');
    takeOid(mapping, 'a policy mapping');
    takeOid(mapping, 'a policy mapping');
    mapping.finish('a policy mapping');
  }
}

/** `PolicyConstraints ::= SEQUENCE { requireExplicitPolicy [0], inhibitPolicyMapping [1] }`, at least one (section 4.2.1.11). */
export function checkPolicyConstraints(value: DerCursor): void {
  const fields = value.open(tags.sequence, 'policyConstraints');
  if (fields.done) throw contentFault('policyConstraints constrains nothing');
  for (const number of [0, 1]) {
    if (!fields.isNext(contextTag(number, 'primitive'))) continue;
    const element = fields.next();
    checkInteger(fields.bytes, element, 'policyConstraints');
    if (isNegative(fields.bytes, element)) throw contentFault('policyConstraints is negative');
  }
  fields.finish('policyConstraints');
}

/** `InhibitAnyPolicy ::= INTEGER (0..MAX)` (RFC 5280 section 4.2.1.14). */
export function checkInhibitAnyPolicy(value: DerCursor): void {
  const element = takeInteger(value, 'inhibitAnyPolicy');
  if (isNegative(value.bytes, element)) throw contentFault('inhibitAnyPolicy is negative');
}
