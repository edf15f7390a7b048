import type { Stack } from '../reading/read-stack.js';

/** An action on a resource. */
export interface Need {
  readonly action: string;
  readonly resource: string;
  /** What else the statement must say, as JSON. */
  readonly terms?: string;
}

/** Permissions as the stack's place has them: a plugin knows neither region nor account, and leaves them empty or writes `*`. */
export function needsIn(
  stack: Stack,
  permissions: readonly { readonly action: string; readonly resource: unknown }[],
): readonly Need[] {
  return permissions.map(({ action, resource }) => ({
    action,
    resource: filledIn(String(stack.value(resource)), stack),
  }));
}

function filledIn(resource: string, { place }: Stack): string {
  const [scheme, , service = '', region = '', account = '', ...rest] = resource.split(':');
  if (scheme !== 'arn') return resource;
  const own = (part: string, value: string) => (part === '' || part === '*' ? value : part);
  return [
    ...[scheme, place.partition, service, own(region, place.region), own(account, place.account)],
    ...rest,
  ].join(':');
}
