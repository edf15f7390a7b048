import {
  BlockRegistry,
  type BlockSubject,
  blockKey,
  definePlugin,
  deny,
  errorCode,
  notApplicable,
  PortError,
  policyCode,
} from '@gangway/core';
import { deviceRecord } from './registered-device.js';
import { writeMoment } from './text/moment.js';
import { quote } from './text/quote.js';

// From the widest to the narrowest: an operator who lifts one block looks for the wider ones first.
const codes = [
  ['all', 'PROVISIONING_STOPPED'],
  ['template', 'TEMPLATE_BLOCKED'],
  ['batch', 'BATCH_BLOCKED'],
  ['claim-certificate', 'CLAIM_CERTIFICATE_BLOCKED'],
] as const satisfies readonly (readonly [BlockSubject['kind'], string])[];

/**
 * Asks the `BlockRegistry` whether an operator has stopped what this request comes with: its claim certificate, its
 * device's batch, its template, or everything. `gangway block` sets and lifts the blocks.
 *
 * Every request that is received after the command has returned sees it. One that is under way at that moment may still
 * end in an allow, so the last allow is at most one decision's time later: 4.5 seconds.
 *
 * Needs `registeredDevice` before it. A registry that cannot be asked is no "no": what it throws becomes a `DENY_ERROR`.
 *
 * @example killSwitch()
 */
export const killSwitch = definePlugin({
  name: 'kill-switch',
  needs: { blocks: BlockRegistry },
  facts: { needs: [deviceRecord] },
  reasonCodes: {
    PROVISIONING_STOPPED: policyCode(
      'An operator has stopped all provisioning.',
      'Find out why; lift the block to let devices come again.',
    ),
    TEMPLATE_BLOCKED: policyCode(
      'An operator has blocked the template.',
      'Find out why it was blocked before anything else.',
    ),
    BATCH_BLOCKED: policyCode(
      "An operator has blocked the device's batch.",
      'Find out why it was blocked before anything else.',
    ),
    CLAIM_CERTIFICATE_BLOCKED: policyCode(
      'An operator has blocked the claim certificate.',
      'Find out why it was blocked; give genuine devices another claim certificate.',
    ),
    BLOCKS_ANSWER_MALFORMED: errorCode(
      'The registry answered with something that is no list of the blocks it was asked about.',
      'Mend the registry; its contract suite in @gangway/testing shows what it must do.',
    ),
  },
  build: () => ({
    checks: {
      'kill-switch': async (request, { ports, facts, signal }) => {
        const { batch } = facts.get(deviceRecord);
        const subjects: readonly BlockSubject[] = [
          { kind: 'all' },
          { kind: 'template', id: request.template.name },
          ...(batch === undefined ? [] : [{ kind: 'batch', id: batch.id } as const]),
          { kind: 'claim-certificate', id: request.claimCertificateId },
        ];
        const answer: unknown = await ports.blocks.find(subjects, {
          asOf: request.receivedAt,
          signal,
        });
        const inForce = checkAnswer(subjects, answer);
        for (const [kind, code] of codes) {
          const detail = inForce.get(kind);
          if (detail !== undefined) return deny(code, detail);
        }
        return notApplicable();
      },
    },
  }),
});

/**
 * What is in force, by kind, as a text for the operator.
 *
 * @throws PortError `BLOCKS_ANSWER_MALFORMED`: an answer that nobody understands may be a block
 */
function checkAnswer(
  asked: readonly BlockSubject[],
  answer: unknown,
): ReadonlyMap<BlockSubject['kind'], string> {
  if (!Array.isArray(answer)) throw malformed(`the answer is of type ${typeof answer}`);
  const inForce = new Map<BlockSubject['kind'], string>();
  for (const block of answer as readonly unknown[]) {
    const { subject, since, reason } = membersOf(block);
    const { kind, id } = membersOf(subject);
    const one = asked.find((known) => known.kind === kind && idOf(known) === id);
    if (one === undefined) throw malformed('a block on what was not asked about');
    if (!Number.isFinite(since)) throw malformed(`the block on ${blockKey(one)} has no time`);
    if (reason !== undefined && typeof reason !== 'string') {
      throw malformed(`the block on ${blockKey(one)} has a reason that is no text`);
    }
    const why = reason === undefined ? '' : `: ${quote(reason)}`;
    inForce.set(one.kind, `${blockKey(one)} since ${writeMoment(Number(since))}${why}`);
  }
  return inForce;
}

const idOf = (subject: BlockSubject): string | undefined =>
  subject.kind === 'all' ? undefined : subject.id;

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const malformed = (message: string) => new PortError('BLOCKS_ANSWER_MALFORMED', message);
