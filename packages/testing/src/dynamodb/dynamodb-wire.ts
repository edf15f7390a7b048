/** A reply of DynamoDB's JSON protocol: a status and a JSON text. */
export interface Reply {
  readonly status: number;
  readonly body: string;
}

/** One attribute in DynamoDB's own notation, for example `{ S: 'text' }`. */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

const service = 'com.amazonaws.dynamodb.v20120810';

/** An error reply; `more` stands beside its message. */
export const refusal = (
  type: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): Reply => ({
  status: type === 'InternalServerError' ? 500 : 400,
  body: JSON.stringify({ __type: `${service}#${type}`, message, ...more }),
});

/** The name of the error in a reply; `undefined` for a success. */
export const errorIn = ({ status, body }: Reply): string | undefined =>
  status === 200 ? undefined : String(JSON.parse(body).__type).split('#').at(-1);

/** A transaction that came to nothing, with one reason for each of its operations. */
export interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

export const cancelled = (reasons: readonly CancellationReason[]): Reply =>
  refusal(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons
      .map(({ Code }) => Code)
      .join(', ')}]`,
    { CancellationReasons: reasons },
  );
