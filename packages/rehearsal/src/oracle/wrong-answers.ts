import type { WrongAnswer, WrongAnswerCode } from '../report.js';
import type { AccountView } from './account-view.js';
import type { Passage } from './passage.js';

/**
 * What should have been otherwise, by the account's state after all is over, and by what clients saw, whichever is worse: a
 * client that never heard that it was admitted is aboard all the same.
 */
export function findWrongAnswers(
  passages: readonly Passage[],
  account: AccountView,
): readonly WrongAnswer[] {
  return [
    ...passages.flatMap((passage) =>
      passage.party.kind === 'genuine'
        ? wrongWithDevice(passage, account)
        : wrongWithImpostor(passage, account),
    ),
    ...sharedThings(passages),
    ...doubleClaims(passages, account),
  ];
}

/**
 * Whether somebody is aboard, whatever it knows of it: it was told so, or a certificate of its own is on a thing, or is
 * active and has a policy.
 */
export const isAboard = ({ fate }: Passage, account: AccountView): boolean =>
  fate.outcome === 'admitted' ||
  fate.certificateIds.some((id) => {
    const { things, policies } = account.attachmentsOf(id);
    return things.length > 0 || (account.isActive(id) && policies.length > 0);
  });

const answer = ({ party }: Passage, code: WrongAnswerCode, detail: string): WrongAnswer => ({
  who: party.who,
  kind: party.kind,
  code,
  detail,
});

function wrongWithDevice(passage: Passage, account: AccountView): readonly WrongAnswer[] {
  const { fate } = passage;
  if (fate.thingName === undefined) {
    return [answer(passage, 'REFUSED_GENUINE', fate.reason ?? 'UNKNOWN')];
  }
  if (!fate.connected) {
    return [answer(passage, 'CANNOT_CONNECT', `registered as "${fate.thingName}"`)];
  }
  const [refusal] = fate.refusals ?? [];
  if (refusal !== undefined) {
    const detail = `${refusal}; when it asked again, it was admitted`;
    return [answer(passage, 'REFUSED_GENUINE', detail)];
  }
  const fault = faultInThing(fate.thingName, fate.certificateIds.at(-1) ?? '', account);
  return fault === undefined ? [] : [answer(passage, 'WRONG_THING', fault)];
}

function faultInThing(
  thingName: string,
  certificateId: string,
  account: AccountView,
): string | undefined {
  if (!account.hasThing(thingName)) return `there is no thing "${thingName}"`;
  if (!account.isAttached(thingName, certificateId)) {
    return `its certificate ${certificateId} is not attached to the thing "${thingName}"`;
  }
  return account.isActive(certificateId)
    ? undefined
    : `its certificate ${certificateId} is not active`;
}

function wrongWithImpostor(passage: Passage, account: AccountView): readonly WrongAnswer[] {
  if (!isAboard(passage, account)) return [];
  const { party, fate } = passage;
  const as = party.kind === 'genuine' ? '' : `by ${party.variant}, as "${party.serialNumber}"`;
  const things = fate.certificateIds.flatMap((id) => account.attachmentsOf(id).things);
  const policies = fate.certificateIds.flatMap((id) => account.attachmentsOf(id).policies);
  const where = [
    ...(fate.connected ? ['it connected'] : []),
    ...(fate.thingName === undefined ? [] : [`it was told to be the thing "${fate.thingName}"`]),
    ...things.map((name) => `its certificate is attached to the thing "${name}"`),
    ...policies.map((name) => `its certificate has the policy "${name}"`),
  ];
  return [answer(passage, 'ADMITTED_IMPOSTOR', [as, ...new Set(where)].join('; '))];
}

/** Two devices that are one thing. */
function sharedThings(passages: readonly Passage[]): readonly WrongAnswer[] {
  const owners = new Map<string, Passage>();
  return passages.flatMap((passage) => {
    const { thingName } = passage.fate;
    if (passage.party.kind !== 'genuine' || thingName === undefined) return [];
    const owner = owners.get(thingName);
    if (owner !== undefined) {
      const detail = `"${thingName}" is "${owner.party.serialNumber}", too`;
      return [answer(passage, 'WRONG_THING', detail)];
    }
    owners.set(thingName, passage);
    return [];
  });
}

function doubleClaims(passages: readonly Passage[], account: AccountView): readonly WrongAnswer[] {
  const aboard = Map.groupBy(
    passages.filter((passage) => isAboard(passage, account)),
    ({ party }) => party.serialNumber,
  );
  const bySerial = [...aboard.values()].flatMap(([first, ...others]) =>
    others.map((other) => {
      const detail = `${first?.party.who} is aboard as "${other.party.serialNumber}", too`;
      return answer(other, 'DOUBLE_CLAIM', detail);
    }),
  );
  const owners = new Map(passages.map((passage) => [passage.fate.thingName, passage]));
  const byThing = account.thingsClaimedTwice().map((thingName): WrongAnswer => {
    const detail = `the thing "${thingName}" has more than one active certificate`;
    const owner = owners.get(thingName);
    // Somebody else may have joined: a double claim is one, whoever made it.
    return owner === undefined
      ? { who: thingName, kind: 'genuine', code: 'DOUBLE_CLAIM', detail }
      : answer(owner, 'DOUBLE_CLAIM', detail);
  });
  const known = new Set(bySerial.map(({ who }) => who));
  return [...bySerial, ...byThing.filter(({ who }) => !known.has(who))];
}
