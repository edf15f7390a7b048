import { stdSerializers } from 'pino';

type Fields = Readonly<Record<string, unknown>>;

/** What stands in the place of a value that is not shown. */
export const hidden = '[Redacted]';

/**
 * Names whose values are never shown: by how they end, so that a header, a member of the event and one of somebody's own
 * object are known alike, and a new one errs on the side of silence.
 */
const secretName =
  /(?:pem|token|secret|secret-?(?:string|binary)|password|passphrase|signature|authorization|cookie|(?:private|access|api)-?key)$/i;

/** Objects in which every value may be a secret: what a hook gives a device, and what a device sent. */
const withHiddenValues: ReadonlySet<string> = new Set(['parameterOverrides', 'parameters']);

/** Nobody reads deeper; and an object that leads to itself by many ways ends somewhere. */
const deepest = 8;

/**
 * The same fields without what must never stand in a log, as a copy. Pino's own redaction goes by paths: a name at any depth
 * takes it a wildcard for each level, which costs thirty times as much as the line itself.
 */
export const withoutSecrets = (fields: Fields): Fields => membersOf(fields, false, []);

/** @param within the objects that this one stands in */
function membersOf(object: object, areSecret: boolean, within: readonly unknown[]): Fields {
  const path = [...within, object];
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object)) {
    // It would set what it names.
    if (name === '__proto__') continue;
    const members = withHiddenValues.has(name);
    // What should be an object of them and is a text may hold them all.
    const isSecret = areSecret || secretName.test(name) || (members && typeof value !== 'object');
    copy[name] = isSecret ? hide(value) : shown(value, members, path);
  }
  return copy;
}

/** A flag that something is secret is none, and neither is nothing. */
const hide = (value: unknown): unknown =>
  typeof value === 'boolean' || value === null || value === undefined ? value : hidden;

function shown(value: unknown, membersAreSecret: boolean, within: readonly unknown[]): unknown {
  if (typeof value === 'string') return withoutKeys(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (within.includes(value)) return '[Circular]';
  if (within.length > deepest) return '[Object]';
  // Nobody can read them, and they may well be those of a key.
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} octets]`;
  if (value instanceof Error)
    return membersOf(stdSerializers.err(value), false, [...within, value]);
  const { toJSON } = value as { readonly toJSON?: unknown };
  if (typeof toJSON === 'function')
    return shown(toJSON.call(value), membersAreSecret, [...within, value]);
  if (!Array.isArray(value)) return membersOf(value, membersAreSecret, within);
  const path = [...within, value];
  return value.map((item) => (membersAreSecret ? hide(item) : shown(item, false, path)));
}

const pemBlock = /-----BEGIN [A-Z0-9 ]{1,40}-----[\s\S]*?(?:-----END [A-Z0-9 ]{1,40}-----|$)/g;

const hopKey = /whsec_[\w+/=-]*/g;

/** A text without the PEM blocks in it, be they certificates or keys, and without keys of the hop. */
export const withoutKeys = (text: string): string => {
  const kept = text.includes('-----BEGIN') ? text.replace(pemBlock, '[PEM]') : text;
  return kept.includes('whsec_') ? kept.replace(hopKey, 'whsec_…') : kept;
};
