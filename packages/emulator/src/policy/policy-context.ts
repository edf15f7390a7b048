/** The thing that a connection counts as: the one its client id names, where its certificate is attached to that one. */
export interface ConnectedThing {
  readonly thingName: string;
  readonly thingTypeName?: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a policy may ask about the connection that wants something. */
export interface PolicyContext {
  readonly clientId: string;
  readonly thing?: ConnectedThing;
  /** On `iot:Connect`: what the connection asks for beside being made. */
  readonly connectAttributes?: readonly ('PersistentConnect' | 'LastWill')[];
}

/** Values of a context key: none where the key is known and absent here, `undefined` where it is not known at all. */
export type ContextValues = readonly string[] | undefined;

const attributeKey = /^iot:connection\.thing\.attributes\[(.+)\]$/is;

/**
 * Gives the values of a context key, such as `iot:ClientId`. Names of keys are taken in any case, as IAM takes them; names of
 * attributes are not.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/thing-policy-variables.html
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/basic-policy-variables.html
 * @example contextValues('iot:ClientId', { clientId: 'SN-0001' }); // ['SN-0001']
 */
export function contextValues(key: string, context: PolicyContext): ContextValues {
  const { clientId, thing, connectAttributes } = context;
  switch (key.toLowerCase()) {
    case 'iot:clientid':
      return [clientId];
    case 'iot:connection.thing.thingname':
      return listed(thing?.thingName);
    case 'iot:connection.thing.thingtypename':
      return listed(thing?.thingTypeName);
    case 'iot:connection.thing.isattached':
      return [String(thing !== undefined)];
    case 'iot:connectattributes':
      return connectAttributes ?? [];
    default:
      return attributeValues(key, thing);
  }
}

const listed = (value: string | undefined): readonly string[] =>
  value === undefined ? [] : [value];

function attributeValues(key: string, thing: ConnectedThing | undefined): ContextValues {
  const name = attributeKey.exec(key)?.[1];
  if (name === undefined) return undefined;
  if (thing === undefined || !Object.hasOwn(thing.attributes, name)) return [];
  return listed(thing.attributes[name]);
}
