import { isObject, shown } from '../reading/json.js';
import type { ResourceDeclaration, StackTemplate } from '../reading/template.js';
import { changed } from './changed.js';
import { dangerMutations } from './danger-mutations.js';
import { doorMutations } from './door-mutations.js';
import { grantMutations } from './grant-mutations.js';
import { proxyMutations } from './proxy-mutations.js';
import type { SettingMutation } from './setting-mutation.js';
import { settingMutations } from './setting-mutations.js';
import { trustMutations } from './trust-mutations.js';

/** A template with one thing in it changed for the worse. */
export interface StackMutation {
  readonly name: string;
  /** What the code of one of its faults begins with. */
  readonly code: string;
  readonly template: StackTemplate;
}

/**
 * A good template in many ways made worse, by one thing each: a resource taken away, a setting changed, a grant made wider
 * or left out. Whoever checks templates must find something wrong with each.
 *
 * @example
 * stackMutations({ Resources: { Table: { Type: 'AWS::DynamoDB::Table' } } })[0]?.name; // 'without Table'
 */
export const stackMutations = (template: StackTemplate): readonly StackMutation[] => [
  ...Object.keys(template.Resources).map((id) => ({
    name: `without ${id}`,
    code: '',
    template: changed(template, ['Resources', id], undefined),
  })),
  ...Object.entries(template.Resources).flatMap(([id, declaration]) =>
    [...settingMutations, ...proxyMutations, ...dangerMutations]
      .filter((mutation) => applies(mutation, declaration))
      .flatMap((mutation) => mutationsBy(mutation, template, id)),
  ),
  ...doorMutations(template),
  ...trustMutations(template),
  ...grantMutations(template),
];

/** A setting within another one is changed where that one is there. */
function applies({ type, path }: SettingMutation, declaration: ResourceDeclaration): boolean {
  if (declaration.Type !== type) return false;
  const around = path
    .slice(0, -1)
    .reduce<unknown>((inner, step) => Object(inner)[step], declaration);
  return isObject(around) || Array.isArray(around);
}

function mutationsBy(
  { path, to, code }: SettingMutation,
  template: StackTemplate,
  id: string,
): readonly StackMutation[] {
  const here = ['Resources', id, ...path];
  const before = here.reduce<unknown>((inner, step) => Object(inner)[step], template);
  return to
    .filter((value) => shown(value) !== shown(before))
    .map((value) => ({
      name: `${id}: ${path.slice(-2).join('.')} ${value === undefined ? 'left out' : shown(value)}`,
      code,
      template: changed(template, here, value),
    }));
}
