import {
  definePlugin,
  deny,
  errorCode,
  isCertificateId,
  notApplicable,
  PortError,
  policyCode,
  ThingRegistry,
} from '@gangway/core';
import * as v from 'valibot';
import { isThingName } from './aws-iot/thing-name.js';
import { identityProof } from './device/identity-proof.js';
import { parameterName } from './text/parameter-name.js';
import { quote } from './text/quote.js';

const part = v.pipe(
  v.string(),
  v.check((text) => text === '' || isThingName(text), 'holds what no name of a thing may hold'),
);

const options = v.strictObject({
  /** How the template makes the thing's name out of a parameter. */
  thingName: v.pipe(
    v.strictObject({
      parameter: parameterName,
      prefix: v.optional(part, ''),
      suffix: v.optional(part, ''),
    }),
    v.check(
      ({ prefix, suffix }) => prefix.length + suffix.length < 128,
      'prefix and suffix leave no room: a name has at most 128 characters',
    ),
  ),
  /** Lets a device pass of which a check has proven that it is the one that asks. */
  provenIdentityPasses: v.optional(v.boolean(), false),
  /** Lets a device pass that asks over the very certificate that its thing has. */
  ownCertificatePasses: v.optional(v.boolean(), false),
});

/**
 * Asks AWS IoT's own registry whether the thing that this request would make or change has an active certificate already,
 * other than the request's own: then somebody is about to take its place. A thing without an active certificate, or none
 * at all, is no reason to deny, nor one to permit. List it after the checks that cost nothing and after
 * `registeredDevice`, so that strangers do not use up its calls.
 *
 * A device that comes again with a new certificate is denied while its old one is active. Deactivate the old one first, or
 * let pass what proves that it is the same device: `provenIdentityPasses`, for a fact `identity-proof` whose `deviceId` is
 * the parameter's value; `ownCertificatePasses`, for a connection made with an active certificate of that very thing.
 * Never use the latter where a claim certificate that devices share is attached to things.
 *
 * Needs a `ThingRegistry`, such as `awsIotThingRegistry`. A registry that cannot be asked is no "no": what it throws
 * becomes a `DENY_ERROR`.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-template.html
 * @example thingGuard({ thingName: { parameter: 'SerialNumber' } })
 * @example
 * // For a template with "ThingName": { "Fn::Join": ["", ["sensor-", { "Ref": "SerialNumber" }]] }
 * thingGuard({ thingName: { parameter: 'SerialNumber', prefix: 'sensor-' }, provenIdentityPasses: true })
 */
export const thingGuard = definePlugin({
  name: 'thing-guard',
  options,
  needs: { things: ThingRegistry },
  facts: { wants: [identityProof] },
  reasonCodes: {
    THING_NAME_MISSING: policyCode(
      "The parameter that makes the thing's name is absent or empty.",
      'Let the device send it under that name.',
    ),
    THING_NAME_INVALID: policyCode(
      'AWS IoT takes no thing of that name: 1 to 128 of letters, digits, `:`, `_` and `-`.',
      'Let the device send a value that makes a name.',
    ),
    THING_HAS_ANOTHER_CERTIFICATE: policyCode(
      'The thing exists, and a certificate other than this one is active on it.',
      'If the device is genuine, deactivate the earlier certificate: `aws iot list-thing-principals` names it.',
    ),
    THING_ANSWER_MALFORMED: errorCode(
      'The registry of things answered with another thing, or with something that is no thing.',
      'Mend the registry; its contract suite in @gangway/testing shows what it must do.',
    ),
  },
  build: ({ thingName: { parameter, prefix, suffix }, ...passes }) => ({
    parameters: [parameter],
    checks: {
      'thing-guard': async (request, { ports, facts, signal }) => {
        const value = request.parameters[parameter] ?? '';
        if (value === '') return deny('THING_NAME_MISSING', `the parameter "${parameter}"`);
        const name = `${prefix}${value}${suffix}`;
        if (!isThingName(name)) return deny('THING_NAME_INVALID', `no thing ${quote(name)}`);
        // A proof of another device says nothing about this one.
        if (passes.provenIdentityPasses && facts.find(identityProof)?.deviceId === value) {
          return notApplicable();
        }
        const active = activeCertificates(name, await ports.things.find(name, { signal }));
        const own = [
          request.certificateId,
          ...(passes.ownCertificatePasses ? [request.claimCertificateId] : []),
        ];
        const others = active.filter((id) => !own.includes(id));
        return others.length === 0
          ? notApplicable()
          : deny('THING_HAS_ANOTHER_CERTIFICATE', `${quote(name)} has ${others.join(', ')}`);
      },
    },
  }),
});

/** @throws PortError `THING_ANSWER_MALFORMED` */
function activeCertificates(name: string, answer: unknown): readonly string[] {
  if (answer === undefined) return [];
  if (typeof answer !== 'object' || answer === null) throw malformed(name, 'no thing');
  const { name: given, activeCertificateIds: ids } = answer as Readonly<Record<string, unknown>>;
  if (given !== name) throw malformed(name, 'another thing');
  if (!Array.isArray(ids) || !ids.every(isCertificateId)) {
    throw malformed(name, 'no list of certificate ids');
  }
  return ids;
}

const malformed = (name: string, what: string) =>
  new PortError('THING_ANSWER_MALFORMED', `asked for ${quote(name)}, was given ${what}`);
