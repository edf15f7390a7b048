import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { partitionKey } from './table-layout.js';

/** One write to one item. Every attribute is named `#like-this` in the expressions, every value `:likeThis`. */
export interface Change {
  readonly key: string;
  readonly update: string;
  readonly condition?: string;
  /** Those that neither expression uses are left out. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Attributes whose names are not what stands behind the `#`. */
  readonly names?: Readonly<Record<string, string>>;
}

/** A change as `Update` of a transaction, and as `UpdateItem`. */
export type Update = Pick<
  UpdateCommandInput,
  | 'TableName'
  | 'Key'
  | 'ConditionExpression'
  | 'ExpressionAttributeNames'
  | 'ExpressionAttributeValues'
  | 'ReturnValuesOnConditionCheckFailure'
> & { readonly UpdateExpression: string };

/** DynamoDB refuses names and values that no expression uses; so they are taken from the expressions. */
export function toUpdate(TableName: string, change: Change): Update {
  const { key, update, condition, values = {}, names = {} } = change;
  const text = `${update} ${condition ?? ''}`;
  const used = Object.entries(values).filter(([name]) => new RegExp(`:${name}\\b`).test(text));
  return {
    TableName,
    Key: { [partitionKey]: key },
    UpdateExpression: update,
    ...(condition === undefined ? {} : { ConditionExpression: condition }),
    ExpressionAttributeNames: namesIn(text, names),
    ...(used.length === 0
      ? {}
      : {
          ExpressionAttributeValues: Object.fromEntries(
            used.map(([name, value]) => [`:${name}`, value]),
          ),
        }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}

/** The attributes that an expression names. All of them are written with a `#`, since many words are reserved. */
export const namesIn = (
  expression: string,
  names: Readonly<Record<string, string>> = {},
): Record<string, string> =>
  Object.fromEntries(
    [...expression.matchAll(/#(\w+)/g)].map(([placeholder, name = '']) => [
      placeholder,
      names[name] ?? name,
    ]),
  );
