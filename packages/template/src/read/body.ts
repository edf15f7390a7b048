import { objectAt } from './json.js';
import type { Report } from './scope.js';
import { reportStructure } from './structure.js';

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_CreateProvisioningTemplate.html */
const maxOctets = 10_240;
const utf8 = new TextEncoder();

/** The sections of a template's body by name. */
export function readBody(body: string, report: Report): ReadonlyMap<string, unknown> | undefined {
  // A text has at most three octets for each of its units, so that a huge one need not be encoded to be measured.
  const octets = body.length > maxOctets ? body.length : utf8.encode(body).length;
  if (octets > maxOctets) {
    return report('BODY_TOO_LARGE', '', `The body must not be over ${maxOctets} octets of UTF-8.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return report('BODY_NOT_JSON', '', 'The body is not JSON; write one JSON object.');
  }
  return reportStructure(body, report) ? objectAt(value, '', report) : undefined;
}
