import { certificateIdParameter } from '../read/parameters.js';
import { quoted } from '../read/quoted.js';
import type { Template } from '../template.js';
import { Refusal } from './refusal.js';

/** What an evaluation goes by. */
export interface Given {
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_RegisterThing.html */
const maxLength = 4096;

/**
 * A parameter's value: what is given, else its default. What the template does not declare has none, given or not; nor
 * has a default any say over the certificate's id.
 */
export function parameterOf({ template, parameters }: Given, name: string, at: string): string {
  const declared = ownOf(template.parameters, name);
  const isCertificateId = name === certificateIdParameter;
  const given = isCertificateId || declared !== undefined ? ownOf(parameters, name) : undefined;
  const value = isCertificateId ? given : (given ?? declared?.default);
  if (typeof value !== 'string') {
    const message = `The parameter ${quoted(name)} has no value and no default; send it, or set it in the hook.`;
    throw new Refusal('PARAMETER_MISSING', at, message);
  }
  if (value.length > maxLength) {
    const message = `The value of ${quoted(name)} has more than ${maxLength} characters; send less.`;
    throw new Refusal('PARAMETER_TOO_LONG', at, message);
  }
  return value;
}

/** A record's own member: parameters are the caller's object, which may have a prototype. */
export const ownOf = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
