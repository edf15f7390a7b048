import { error, unknown, warning } from '../code.js';

export const roleCodes = {
  ROLE_ABSENT: error(
    'Without its role the function does not run, or AWS IoT provisions no device.',
    'Make the role, or name the one that is there.',
  ),
  ROLE_TRUST_ABSENT: error(
    'The service that is to act under the role may not take it: the function does not run, or no device is provisioned.',
    'Let the role trust the service.',
  ),
  ROLE_TRUST_WIDE: error(
    'Somebody else may take the role, and do all that it may.',
    'Let the role trust its one service alone.',
  ),
  ROLE_TRUST_UNCONDITIONED: warning(
    'AWS IoT takes the role for whoever asks it to: without a condition another account can have it taken.',
    'Add aws:SourceAccount and aws:SourceArn to the trust.',
  ),
  ROLE_TRUST_UNKNOWN: unknown(
    'The trust has a condition whose outcome only AWS knows, so that the service may take the role or not.',
    'Look at the trust, or replace its conditions by aws:SourceAccount and aws:SourceArn.',
  ),
  ROLE_LACKS: error(
    'The function is refused by what it asks: it denies every device that needs the answer, or loses presence events.',
    'Give the role what its manifest tells.',
  ),
  PROVISIONING_ROLE_LACKS: error(
    'AWS IoT provisions under this role: a device that the hook lets in is refused at what is lacking. What a body needs is inferred from the managed policy AWSIoTThingsRegistration.',
    'Give the role what the resources of the body need.',
  ),
  ROLE_CONDITIONAL: unknown(
    'What is needed is allowed, or denied, under a condition whose outcome only AWS knows.',
    'Look at the condition, or allow without one.',
  ),
  ROLE_WIDE: warning(
    'The role may do more than is needed: whoever takes over the function, or makes a template with the role, may do it too.',
    'Replace the policy by what is needed.',
  ),
  ROLE_MANAGED: warning(
    'A managed policy of AWS is wider than one deployment needs, and AWS changes it without asking.',
    'Replace the policy by what is needed.',
  ),
  ROLE_ADMIN: error(
    'The role may do anything, or give itself the permission to: whoever takes over the function has the account.',
    'Replace the policy by what is needed.',
  ),
};
