import { holdsDoubledMember } from '../text/doubled-member.js';
import { malformed } from './refusal.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The JSON object that octets are the text of. Of two members with one name a parser may take either (RFC 8259 section 4),
 * so that what was signed would mean one thing here and another elsewhere: such a text is refused, as RFC 7515 section 4
 * and RFC 7519 section 4 ask or allow.
 *
 * @param what it is, for the detail
 * @throws ClaimsRefusal
 */
export function readJsonObject(octets: Uint8Array, what: string): JsonObject {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
    value = JSON.parse(text);
  } catch {
    throw malformed(`the ${what} is not JSON`);
  }
  if (!isJsonObject(value)) throw malformed(`the ${what} is not a JSON object`);
  if (holdsDoubledMember(text)) throw malformed(`the ${what} has two members of one name`);
  return value;
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
