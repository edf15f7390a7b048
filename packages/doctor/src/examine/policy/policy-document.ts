import * as v from 'valibot';

const scalar = v.union([v.string(), v.number(), v.boolean()]);

/** One value or a list of them, as IAM takes either for the other. */
const oneOrMore = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.pipe(
    v.union([schema, v.array(schema)]),
    v.transform((value): v.InferOutput<Schema>[] => (Array.isArray(value) ? value : [value])),
  );

const principal = v.union([
  v.literal('*'),
  v.record(v.picklist(['AWS', 'Service', 'Federated', 'CanonicalUser']), oneOrMore(v.string())),
]);

const statement = v.looseObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(['Allow', 'Deny']),
  Principal: v.optional(principal),
  NotPrincipal: v.optional(principal),
  Action: v.optional(oneOrMore(v.string())),
  NotAction: v.optional(oneOrMore(v.string())),
  Resource: v.optional(oneOrMore(v.string())),
  NotResource: v.optional(oneOrMore(v.string())),
  Condition: v.optional(v.record(v.string(), v.record(v.string(), oneOrMore(scalar)))),
});

const document = v.looseObject({ Statement: oneOrMore(statement) });

/** A statement of a policy as it stands, with every list a list. */
export type Statement = v.InferOutput<typeof statement>;

/**
 * Reads a policy as AWS gives it: JSON, of IAM percent-encoded (RFC 3986).
 *
 * @returns `undefined` for what is no policy that IAM takes
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicyDocument(text: string): readonly Statement[] | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), document), decodedPolicy(text));
  return parsed.success ? parsed.output.Statement : undefined;
}

/** A policy as IAM gives it, percent-encoded (RFC 3986), or as Lambda does, plain. */
export function decodedPolicy(text: string): string {
  if (text.startsWith('{')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
