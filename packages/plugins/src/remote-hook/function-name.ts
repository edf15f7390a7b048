import * as v from 'valibot';

const name = '[A-Za-z0-9_-]{1,64}';
const arn = new RegExp(`^(arn:aws[a-z-]*:lambda):([a-z0-9-]+):(\\d{12}):function:(${name})$`);

/** A function by its name or its whole ARN, its version or alias beside it. */
export const functionName = v.pipe(
  v.string(),
  v.check(
    (value) => new RegExp(`^${name}$`).test(value) || arn.test(value),
    'must be the name or the whole ARN of a function, without a version or an alias: that is `qualifier`',
  ),
);

/** A version or an alias; `$LATEST` is one. */
export const qualifier = v.pipe(
  v.string(),
  v.regex(/^(\$LATEST|[A-Za-z0-9_-]{1,128})$/, 'is neither a version nor an alias'),
);

/** The region that stands in a function's ARN. */
export const regionOf = (functionName: string): string | undefined => arn.exec(functionName)?.[2];

/** The resource that may be invoked, and nothing beside it. */
export function resourceOf(
  functionName: string,
  qualifier: string | undefined,
  region = '*',
): string {
  const whole = arn.test(functionName)
    ? functionName
    : `arn:aws:lambda:${region}:*:function:${functionName}`;
  return qualifier === undefined ? whole : `${whole}:${qualifier}`;
}
