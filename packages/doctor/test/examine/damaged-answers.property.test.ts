import { examine } from '@gangway/doctor';
import { expect } from 'chai';
import fc from 'fast-check';
import { aDeployment, templateName } from './a-deployment.js';
import type { Output } from './damage.js';
import { hookManifest, lifecycleManifest } from './device-claims.js';
import { accountOf, nameOf, type Recorded } from './recorded.js';

const manifests = [hookManifest, lifecycleManifest];
const levels = new Set(['error', 'warning', 'unknown']);

/** Every place in a value, as the names on the way to it. */
function placesIn(value: unknown, above: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    [...above, name],
    ...placesIn(member, [...above, name]),
  ]);
}

/** Takes away what stands at a place, or puts something else there. */
function damageAt(
  root: Output,
  place: readonly string[],
  put: { readonly value: unknown } | undefined,
) {
  const holder = place.slice(0, -1).reduce((value, name) => value?.[name], root);
  const last = place.at(-1);
  if (typeof holder !== 'object' || holder === null || last === undefined) return;
  if (put !== undefined) holder[last] = put.value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
}

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    0,
    -1,
    true,
    false,
    [],
    {},
    [null],
    '*',
    'arn:aws:iot:::',
    '%',
    '{',
    { '*': '*' },
  ),
  fc.string(),
  fc.double(),
);
const put = fc.option(fc.record({ value: junk }), { nil: undefined });

const examined = async (recorded: readonly Recorded[]) =>
  (await examine(accountOf(recorded), { templateName, manifests })).findings;

function outputOf(recorded: readonly Recorded[], question: string): Output {
  const asked = recorded.find((one) => nameOf(one) === question)?.asked;
  return asked?.kind === 'answer' ? asked.output : {};
}

/** Policies that keep strangers out, and what of them does not. */
const policies = [
  {
    what: 'who may call the hook',
    question: 'lambda GetPolicy fleet-hook live',
    member: {
      read: ({ Policy }: Output): Output => JSON.parse(Policy),
      write: (output: Output, policy: Output) => {
        output.Policy = JSON.stringify(policy);
      },
    },
    kept: /^(?:Version|Id)$|\.Sid$/,
  },
  {
    what: 'who may take the provisioning role',
    question: 'iam GetRole fleet-provisioning',
    member: {
      read: ({ Role }: Output): Output =>
        JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument)),
      write: ({ Role }: Output, policy: Output) => {
        Role.AssumeRolePolicyDocument = encodeURIComponent(JSON.stringify(policy));
      },
    },
    // Either of the conditions keeps other accounts out by itself.
    kept: /^Version$|\.Condition\../,
  },
];

describe('an account whose answers are damaged', () => {
  it('never has an examination throw', async () => {
    const questions = aDeployment().map(nameOf);
    const damages = fc.array(fc.tuple(fc.nat(questions.length - 1), fc.nat(), put), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(damages, async (all) => {
        const recorded = aDeployment();
        for (const [question, at, value] of all) {
          const asked: Output = recorded[question]?.asked;
          const places = placesIn(asked.output);
          const place = places[at % Math.max(1, places.length)];
          if (place !== undefined) damageAt(asked.output, place, value);
        }
        for (const { level, what, mend } of await examined(recorded)) {
          expect(levels).to.include(level);
          expect(`${what} ${mend}`).not.to.match(/\bundefined\b|\[object/);
        }
      }),
      { numRuns: 150 },
    );
  });

  for (const { what, question, member, kept } of policies) {
    it(`is never all well when ${what} is damaged`, async () => {
      const places = placesIn(member.read(outputOf(aDeployment(), question))).filter(
        (place) => !kept.test(place.join('.')),
      );
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...places), put, async (place, value) => {
          // To name all actions, or all resources, gives a service no more than the one that it takes.
          fc.pre(value?.value !== '*' || !/Action|Resource/.test(place.join()));
          const damaged = aDeployment();
          const output = outputOf(damaged, question);
          const policy = member.read(output);
          damageAt(policy, place, value);
          member.write(output, policy);
          expect(await examined(damaged)).not.to.deep.equal([]);
        }),
        { numRuns: 100 },
      );
    });
  }

  it('is never all well when a text of the hook in the template is damaged', async () => {
    const members = ['payloadVersion', 'targetArn'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...members), put, async (member, value) => {
        const recorded = aDeployment();
        const asked: Output = recorded[0]?.asked;
        damageAt(asked.output, ['preProvisioningHook', member], value);
        expect(await examined(recorded)).not.to.deep.equal([]);
      }),
    );
  });
});
