import { ReplyInvalid } from '../aws-client/reply-gauge.js';

/** The extension writes out every field, those that are empty as null, and octets in base64. */
export function fieldsOf(text: string): object {
  const fields = jsonObject(text);
  if (fields === undefined) throw new ReplyInvalid('it is no JSON object');
  const present = Object.entries(fields).filter(([, value]) => value !== null);
  const { SecretBinary, ...rest } = Object.fromEntries(present);
  return SecretBinary === undefined ? rest : { ...rest, SecretBinary: octetsOf(SecretBinary) };
}

function octetsOf(written: unknown): Uint8Array {
  const text = typeof written === 'string' ? written : '';
  const octets = Buffer.from(text, 'base64');
  if (octets.toString('base64') !== text) throw new ReplyInvalid('"SecretBinary" is not base64');
  return new Uint8Array(octets);
}

/** A parser's own message would quote the text. */
function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** `com.amazonaws.secretsmanager#ResourceNotFoundException` and its like; nothing else of the text is passed on. */
export function errorName(text: string): string | undefined {
  const type = jsonObject(text)?.__type;
  const [, name] =
    /^(?:[\w.]+#)?([A-Za-z]{1,64})$/.exec(typeof type === 'string' ? type : '') ?? [];
  return name;
}
