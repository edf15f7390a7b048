import type { LintLevel } from './finding.js';

const error = (meaning: string) => ({ level: 'error' as const, meaning });
const warning = (meaning: string) => ({ level: 'warning' as const, meaning });
const info = (meaning: string) => ({ level: 'info' as const, meaning });

/**
 * What the lint alone finds, by its stable code. What it foresees of a template's faults has the code that `templateFaults`
 * has for it, and is an error.
 *
 * @example lintCodes.THING_NAME_FREE.level; // 'warning'
 */
export const lintCodes = Object.freeze({
  BODY_NEARLY_FULL: warning(
    'The body is over nine tenths of the 10,240 octets that AWS IoT takes.',
  ),
  PARAMETER_UNUSED: warning('A parameter is declared, and nothing refers to it.'),
  PARAMETER_KEY_TOO_LONG: error('A parameter has a name of over 2,048 characters.'),
  PARAMETER_RESERVED: error(
    'A parameter of just-in-time provisioning is declared, which fleet provisioning gives nobody.',
  ),
  PARAMETER_UNSUPPLIED: warning(
    'A parameter has no default, and the hook neither reads it nor sets it: where a device leaves it out, provisioning fails.',
  ),
  OVERRIDE_IGNORED: warning(
    'The hook sets a parameter that the template does not declare; AWS IoT ignores it.',
  ),
  MAPPING_UNUSED: warning('A map is declared, and no `Fn::FindInMap` uses it.'),
  THING_MISSING: warning('The template makes no thing.'),
  THING_NAME_CONSTANT: warning('The thing has the same name for every device.'),
  THING_NAME_FREE: warning(
    'The thing has the name that a device chooses, and the hook neither reads nor sets what it is made of.',
  ),
  THING_GROUP_FREE: warning(
    'A device chooses its group, and with it the policies of that group: the hook neither reads nor sets what the name is made of.',
  ),
  POLICY_FREE: warning(
    'A device chooses its policy: the hook neither reads nor sets what its name or document is made of.',
  ),
  POLICY_MISSING: warning('The template gives neither a policy nor a group that could have one.'),
  POLICY_FOR_EVERYONE: warning('A policy lets every device connect as any client, or do anything.'),
  CERTIFICATE_MISSING: error(
    'The template names no certificate: the one just made is never activated.',
  ),
  CERTIFICATE_NOT_OWN: error(
    'The certificate is not the one that the device was just given, `AWS::IoT::Certificate::Id`.',
  ),
  CERTIFICATE_STATUS_ABSENT: info(
    'The template does not say the status of the certificate, which is then `ACTIVE`.',
  ),
  CERTIFICATE_INACTIVE: warning(
    'The certificate is made `INACTIVE`: the device cannot connect until somebody activates it.',
  ),
  DEVICE_CONFIGURATION_MISSING: info('The device is told nothing but the name of its thing.'),
}) satisfies Readonly<Record<string, { level: LintLevel; meaning: string }>>;

export type LintCode = keyof typeof lintCodes;
