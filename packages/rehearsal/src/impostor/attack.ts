import type { NewCertificate, Registration } from '../device/provisioning-calls.js';
import type { Rig } from '../device/rig.js';
import type { ImpostorParty } from '../plan/party.js';
import { sameRequest } from './replay.js';
import { tokenTamperings, usedToken } from './token-tampering.js';

/** How an impostor goes about it; the rest of the way is a device's. */
export interface Attack {
  readonly claim: 'claim' | 'stolenClaim';
  /** Whether it has a certificate made for itself, which it would come aboard with. */
  readonly ownCertificate: boolean;
  /** What it registers with. */
  registration(own: NewCertificate | undefined): Promise<Registration>;
}

/** The attack that a plan says; none where it takes what was never there to be taken. */
export function attackOf(party: ImpostorParty, rig: Rig): Attack | undefined {
  const heard = party.overheard === undefined ? undefined : rig.overheard.of(party.overheard);
  switch (party.kind) {
    case 'unknown-serial':
    case 'cloned-serial':
      return withOwn('claim', async (own) => ({
        certificateOwnershipToken: own.certificateOwnershipToken,
        parameters: await forgedParameters(party, own, rig),
      }));
    case 'stolen-claim':
      // All else is right, so that the claim certificate alone must give it away.
      return withOwn('stolenClaim', async (own) => ({
        certificateOwnershipToken: own.certificateOwnershipToken,
        parameters: await genuineParameters(party, own, rig),
      }));
    case 'tampered-token':
      return tampered(party, heard, rig);
    case 'replay':
      return heard && replayed(party, heard);
  }
}

const withOwn = (
  claim: Attack['claim'],
  registration: (own: NewCertificate) => Promise<Registration>,
): Attack => ({
  claim,
  ownCertificate: true,
  async registration(own) {
    if (own === undefined) throw new TypeError('an attack with a certificate was given none');
    return registration(own);
  },
});

function tampered(
  party: ImpostorParty,
  heard: Registration | undefined,
  rig: Rig,
): Attack | undefined {
  const tamper =
    party.variant === usedToken
      ? heard && (() => heard.certificateOwnershipToken)
      : tokenTamperings[party.variant];
  if (tamper === undefined) return undefined;
  return withOwn('claim', async (own) => ({
    certificateOwnershipToken: tamper(own.certificateOwnershipToken),
    parameters: await genuineParameters(party, own, rig),
  }));
}

function replayed(party: ImpostorParty, heard: Registration): Attack {
  if (party.variant === sameRequest) {
    return { claim: 'claim', ownCertificate: false, registration: async () => heard };
  }
  return withOwn('claim', async ({ certificateOwnershipToken }) => ({
    certificateOwnershipToken,
    parameters: heard.parameters,
  }));
}

const subjectOf = (
  party: ImpostorParty,
  { certificateOwnershipToken: _, ...own }: NewCertificate,
) => ({
  serialNumber: party.serialNumber,
  clientId: party.clientId,
  ...own,
});

const genuineParameters = (party: ImpostorParty, own: NewCertificate, { fleet }: Rig) =>
  fleet.parametersOf(subjectOf(party, own));

const forgedParameters = (party: ImpostorParty, own: NewCertificate, { fleet }: Rig) =>
  fleet.forgedParametersOf?.(subjectOf(party, own)) ?? fleet.parametersOf(subjectOf(party, own));
