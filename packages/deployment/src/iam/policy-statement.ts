import type { Permission } from '@gangway/core';
import type { Place } from './place.js';
import { placeArn } from './place-arn.js';

/** What IAM is to allow, as data. It never denies anything, and is under no condition. */
export interface PolicyStatement {
  readonly sid?: string;
  /** For example `dynamodb:GetItem`. */
  readonly actions: readonly string[];
  /** ARNs, in which `*` and `?` may stand. */
  readonly resources: readonly string[];
}

/**
 * The least that allows permissions, and nothing besides: one statement for all actions on the same resources.
 *
 * @param place takes the place of the partition, of a region and of an account that a permission leaves open (`*`, or nothing)
 * @example
 * const permissions = [
 *   { action: 'dynamodb:GetItem', resource: 'arn:aws:dynamodb:*:*:table/devices' },
 *   { action: 'dynamodb:BatchGetItem', resource: 'arn:aws:dynamodb:*:*:table/devices' },
 * ];
 * const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
 * statementsFor(permissions, place); // [{ actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem'], resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/devices'] }]
 */
export function statementsFor(
  permissions: readonly Permission[],
  place: Place,
): readonly PolicyStatement[] {
  const resourcesOf = new Map<string, Set<string>>();
  for (const { action, resource } of permissions) {
    const resources = resourcesOf.get(action) ?? new Set();
    resourcesOf.set(action, resources.add(placeArn(resource, place)));
  }
  const statements = new Map<string, { actions: string[]; resources: readonly string[] }>();
  for (const action of [...resourcesOf.keys()].sort()) {
    const resources = [...(resourcesOf.get(action) ?? [])].sort();
    const key = JSON.stringify(resources);
    const statement = statements.get(key) ?? { actions: [], resources };
    statement.actions.push(action);
    statements.set(key, statement);
  }
  return [...statements.values()];
}
