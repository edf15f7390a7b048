import type { Evaluation, Provisioning, Template } from '../template.js';
import { evaluateCertificate } from './certificate.js';
import { textOf } from './expression.js';
import type { Given } from './given.js';
import { evaluatePolicy } from './policy.js';
import { Refusal } from './refusal.js';
import { evaluateThing } from './thing.js';

/**
 * What a template comes to for one device. The first thing that is wrong ends it; the fault says where and what, and
 * never quotes a value. Nothing is looked up or written anywhere.
 *
 * Only what a function asks for must have a value: AWS IoT's page does not say that every declared parameter must.
 * `Fn::Select` beyond the end of its list refuses, as AWS IoT fails to provision then. Whether the certificate is the
 * device's own is for the caller to see.
 *
 * @param parameters what the device sent and the hook set, and `AWS::IoT::Certificate::Id` (`certificateIdParameter`), the
 *   device's new certificate, which has to be put there last so that no device can name another; what the template does
 *   not declare is ignored
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-template.html
 *
 * @example
 * const reading = readTemplate(
 *   JSON.stringify({
 *     Parameters: { SerialNumber: { Type: 'String' } },
 *     Resources: {
 *       thing: { Type: 'AWS::IoT::Thing', Properties: { ThingName: { 'Fn::Sub': 'pump-${SerialNumber}' } } },
 *     },
 *   }),
 * );
 * if (reading.kind === 'refused') throw new Error(reading.faults[0]?.message);
 * const evaluation = evaluateTemplate(reading.template, { SerialNumber: 'SN-0001' });
 * evaluation.kind === 'provisioning' && evaluation.provisioning.thing?.thingName; // 'pump-SN-0001'
 * const refused = evaluateTemplate(reading.template, { SerialNumber: 'SN 0001' });
 * refused.kind === 'refused' && refused.fault.code; // 'THING_NAME_INVALID'
 */
export function evaluateTemplate(
  template: Template,
  parameters: Readonly<Record<string, string>>,
): Evaluation {
  try {
    return { kind: 'provisioning', provisioning: evaluate({ template, parameters }) };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', fault: error.fault };
    throw error;
  }
}

function evaluate(given: Given): Provisioning {
  const { thing, certificate, policies, deviceConfiguration } = given.template;
  const configuration: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(deviceConfiguration)) {
    configuration[name] = textOf(value, given);
  }
  return {
    ...(thing && { thing: evaluateThing(thing, given) }),
    ...(certificate && { certificate: evaluateCertificate(certificate, given) }),
    policies: policies.map((policy) => evaluatePolicy(policy, given)),
    deviceConfiguration: configuration,
  };
}
