/** What stands in place of what is kept back. */
export const leftOut = '(left out)';

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null;

const valuesLeftOut = (value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.keys(value).map((name) => [name, leftOut])) : leftOut;

/** Of a rule's actions, the function and the role of one are all that is looked at; the rest may be tokens and passwords. */
const actionKind = (action: unknown): unknown =>
  isObject(action)
    ? Object.fromEntries(
        Object.entries(action).map(([kind, settings]) => [
          kind,
          kind === 'lambda' ? plain(settings) : roleAlone(settings),
        ]),
      )
    : {};

const roleAlone = (settings: unknown): Members => {
  const { roleArn } = isObject(settings) ? settings : {};
  const named =
    typeof roleArn === 'string' && /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(roleArn);
  return named ? { roleArn } : {};
};

/** Members that hold a secret or may hold one, at whatever depth, and what is left of each. */
const guarded: Readonly<Record<string, (value: unknown) => unknown>> = {
  // Of a function's environment: which variables there are is of use, what is in them is nobody's business.
  Variables: valuesLeftOut,
  // A presigned URL: whoever has it downloads the code.
  Location: () => undefined,
  certificatePem: () => undefined,
  // Free text of whoever deployed it.
  Tags: () => undefined,
  tags: () => undefined,
  actions: (value) => (Array.isArray(value) ? value.map(actionKind) : []),
  errorAction: actionKind,
};

/** What is secret wherever it stands: PEM blocks, access keys, the signature and the token of a presigned URL. */
const secretText =
  /-----BEGIN [A-Z0-9 ]+-----[^-]*(?:-----END [A-Z0-9 ]+-----)?|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|(?<=X-Amz-(?:Signature|Security-Token|Credential)=)[^&"'\s\\(]+/g;

/**
 * A value of the SDK as JSON can hold it, without what is secret: what is asked, shown and saved are then the same. Doing it
 * twice changes nothing.
 *
 * @example
 * plain({ Environment: { Variables: { TOKEN: 's3cret' } } }); // { Environment: { Variables: { TOKEN: '(left out)' } } }
 */
export function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(secretText, leftOut);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'boolean') return value;
  // Nothing of what is asked holds octets or functions.
  if (!isObject(value) || ArrayBuffer.isView(value)) return null;
  return plainObject(value);
}

/** An answer as JSON can hold it, without what is secret. */
export const plainObject = (value: object): Members =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const kept = Object.hasOwn(guarded, name) ? guarded[name]?.(member) : plain(member);
      return member === undefined || kept === undefined ? [] : [[name, kept]];
    }),
  );
