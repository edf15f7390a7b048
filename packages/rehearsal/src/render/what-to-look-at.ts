import type { ImpostorKind } from '../fleet.js';
import type { WrongAnswer, WrongAnswerCode } from '../report.js';

/** What each wrong answer is, in words. */
export const wrongAnswers: Readonly<Record<WrongAnswerCode, string>> = Object.freeze({
  REFUSED_GENUINE: 'a device of the fleet was refused',
  ADMITTED_IMPOSTOR: 'an impostor was admitted',
  DOUBLE_CLAIM: 'one device was claimed twice',
  CANNOT_CONNECT: 'a device was admitted and cannot connect',
  WRONG_THING: 'a device was admitted as another thing',
});

const forWrong: Readonly<Record<Exclude<WrongAnswerCode, 'ADMITTED_IMPOSTOR'>, string>> = {
  REFUSED_GENUINE:
    "Look at the reason: what does the hook ask that the device's record, or what the device sends, does not have?",
  DOUBLE_CLAIM:
    'Look for claimOnce in the hook, and for a ledger that all instances of the hook share.',
  CANNOT_CONNECT:
    "Look at the template: is the certificate ACTIVE, and does its policy allow iot:Connect with the thing's name as client id?",
  WRONG_THING:
    "Look at the template's ThingName: which parameter makes it, and may the device send that as it likes?",
};

const forAdmitted: Readonly<Record<ImpostorKind, string>> = {
  'unknown-serial':
    'Look for a check that knows each device, such as registeredDevice: nothing asked whether this one exists.',
  'cloned-serial':
    'Look for claimOnce: nothing keeps a second certificate from a device that is aboard.',
  'stolen-claim':
    'Look for blockList, before any check that permits; or at what stops a claim certificate that is known to be stolen.',
  'tampered-token':
    'AWS IoT checks ownership tokens, not the hook: whatever the hook runs behind let a wrong one through.',
  replay:
    'Look for claimOnce, and, where devices prove who they are, for proofs that hold for one certificate alone.',
};

/** What AWS IoT tells a device after the hook's yes: the template did not come through. */
const afterYes: ReadonlySet<string> = new Set([
  'ResourceConflictsException',
  'ResourceRegistrationFailure',
]);

/** What to look at first, for one wrong answer. */
export function whatToLookAt({ code, kind, detail }: Omit<WrongAnswer, 'who'>): string {
  if (code === 'REFUSED_GENUINE' && afterYes.has(detail)) {
    return 'Look at the template, not at the hook: gangway template lint --hook says what nobody sets; the log, by --out or --debug, says under "rejected" what AWS IoT could not make.';
  }
  if (code !== 'ADMITTED_IMPOSTOR') return forWrong[code];
  return kind === 'genuine' ? 'Look at who that was.' : forAdmitted[kind];
}
