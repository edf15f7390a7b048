import { limits } from '@gangway/core';
import { holdsDoubledMember } from '../text/doubled-member.js';
import { remoteHookError } from './reason-codes.js';

/** What another hook has answered. */
export type HookAnswer =
  | { readonly allow: false }
  | { readonly allow: true; readonly overrides: Readonly<Record<string, string>> };

/** As much as Gangway itself takes as an event; the answer of a hook has some hundred. */
export const answerBytes = 262_144;

const members = new Set(['allowProvisioning', 'parameterOverrides']);

/**
 * Reads the answer of a pre-provisioning hook, as strictly as an event is read. A yes is an object with
 * `allowProvisioning: true`, with `parameterOverrides` that are absent, null (as Java's mappers write it) or texts within the
 * limits, and with nothing else: who writes more may mean more. A no is `allowProvisioning: false`, whatever stands beside it;
 * many hooks add their reason there.
 *
 * @throws PortError `REMOTE_HOOK_ANSWER_MALFORMED`, and others for what is no answer at all
 */
export function readHookAnswer(answer: Uint8Array): HookAnswer {
  const text = textOf(answer);
  const value = parse(text);
  if (!isObject(value)) throw malformed(`it is ${kindOf(value)}`);
  if (holdsDoubledMember(text)) throw malformed('it has two members of one name');
  const { allowProvisioning: allow } = value;
  if (allow === false) return { allow };
  // What emulators hand on where a function threw, without the header that Lambda sets.
  if (allow === undefined && ('errorMessage' in value || 'errorType' in value)) {
    throw remoteHookError('function-failed', 'it answered with an error');
  }
  if (allow !== true) throw malformed(`allowProvisioning is ${kindOf(allow)}`);
  const more = Object.keys(value).filter((name) => !members.has(name)).length;
  if (more > 0) throw malformed(`${more} members beside the two of the contract`);
  return { allow, overrides: readOverrides(value.parameterOverrides) };
}

function textOf(answer: Uint8Array): string {
  if (answer.byteLength > answerBytes) {
    throw remoteHookError('reply-too-large', `an answer of more than ${answerBytes} bytes`);
  }
  try {
    // RFC 8259, section 8.1: UTF-8, and no byte order mark.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(answer);
  } catch {
    throw remoteHookError('reply-invalid', 'the answer is not UTF-8');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not as the cause: the parser's message quotes the text.
    throw malformed(text === '' ? 'it is empty' : 'it is not JSON');
  }
}

function readOverrides(given: unknown): Readonly<Record<string, string>> {
  if (given === undefined || given === null) return {};
  if (!isObject(given)) throw malformed(`parameterOverrides is ${kindOf(given)}`);
  const entries = Object.entries(given);
  if (entries.length > limits.parameterCount) throw malformed(`${entries.length} overrides`);
  const values: Record<string, string> = {};
  for (const [index, [key, value]] of entries.entries()) {
    const where = `override ${index + 1} of ${entries.length}`;
    if (!isKey(key)) throw malformed(`the key of ${where}`);
    if (!isValue(value)) throw malformed(`the value of ${where} is ${kindOf(value)}`);
    values[key] = value;
  }
  return values;
}

/** Names that belong to AWS IoT, and those that are not declared, have codes of the pipeline's. */
const isKey = (key: string): boolean =>
  key !== '' && key !== '__proto__' && key.length <= limits.parameterNameLength;

const isValue = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= limits.parameterValueLength && value.isWellFormed();

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Describes a value without quoting it. */
function kindOf(value: unknown): string {
  if (value === undefined) return 'absent';
  if (typeof value === 'string') return `a text of ${value.length} characters`;
  if (Array.isArray(value)) return 'an array';
  return value === null ? 'null' : `of type ${typeof value}`;
}

const malformed = (what: string) => remoteHookError('answer-malformed', `the answer: ${what}`);
