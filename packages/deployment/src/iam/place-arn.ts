import type { Place } from './place.js';

/**
 * The six fields of an ARN. What stands in `${...}` is a value that the deployment fills in, colons and all.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
const field = String.raw`((?:\$\{[^}]*\}|[^:])*)`;
const arnPattern = new RegExp(`^arn:${field}:${field}:${field}:${field}:(.*)$`, 's');

/** Services whose ARNs have no region, and those that have no account either: there, nothing is what it must be. */
const globalServices: Readonly<Record<string, readonly ('region' | 'account')[]>> = {
  iam: ['region'],
  s3: ['region', 'account'],
};

/** An ARN pattern in a place; what is no ARN, such as `*`, stays as it is. */
export function placeArn(pattern: string, place: Place): string {
  const fields = arnPattern.exec(pattern);
  if (fields === null) return pattern;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = fields;
  const global = globalServices[service] ?? [];
  const placed = (name: 'region' | 'account', value: string) =>
    isOpen(value) && !(value === '' && global.includes(name)) ? place[name] : value;
  return [
    'arn',
    partition === 'aws' || isOpen(partition) ? place.partition : partition,
    service,
    placed('region', region),
    placed('account', account),
    resource,
  ].join(':');
}

const isOpen = (value: string): boolean => value === '' || value === '*';
