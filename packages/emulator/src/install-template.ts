import { readTemplate, type Template, type TextExpression } from '@gangway/template';
import type { Account } from './account/account.js';
import type { TemplateRow } from './account/rows.js';
import { EmulatorError } from './emulator-error.js';

/** Where the template says its hook is. */
export const hookArnOf = ({ region, accountId }: Pick<Account, 'region' | 'accountId'>): string =>
  `arn:aws:lambda:${region}:${accountId}:function:pre-provisioning-hook`;

/**
 * Puts the template into the account, with its hook, unless it is there with this very body; another body becomes a new version,
 * and the default one. Groups, types and policies that it names in plain text are made, too, where there are none: to have them
 * is the account's part, and the account is new.
 *
 * @throws EmulatorError `TEMPLATE_REFUSED`
 */
export function installTemplate(
  account: Account,
  {
    name,
    body,
    hookArn,
  }: { readonly name: string; readonly body: string; readonly hookArn: string },
): void {
  const reading = readTemplate(body);
  if (reading.kind === 'refused') {
    const [fault] = reading.faults;
    throw new EmulatorError(
      'TEMPLATE_REFUSED',
      `${name}: ${fault?.code ?? 'TEMPLATE'} at ${fault?.at || 'the top'}: ${fault?.message ?? 'it cannot be read'}`,
    );
  }
  const { store, clock } = account;
  store.transaction(() => {
    store.templates.put(name, nextRow(account, name, body, hookArn));
    makeNamed(account, reading.template, clock.now());
  });
}

function nextRow(account: Account, name: string, body: string, targetArn: string): TemplateRow {
  const now = account.clock.now();
  const preProvisioningHook = { targetArn, payloadVersion: '2020-04-01' };
  const known = account.store.templates.get(name);
  if (known === undefined) {
    return {
      templateName: name,
      enabled: true,
      type: 'FLEET_PROVISIONING',
      provisioningRoleArn: `arn:aws:iam::${account.accountId}:role/provisioning`,
      preProvisioningHook,
      versions: [{ versionId: 1, templateBody: body, createdAt: now }],
      defaultVersionId: 1,
      createdAt: now,
      modifiedAt: now,
    };
  }
  const current = known.versions.find(({ versionId }) => versionId === known.defaultVersionId);
  if (current?.templateBody === body) return { ...known, preProvisioningHook };
  const versionId = Math.max(...known.versions.map((version) => version.versionId)) + 1;
  // AWS IoT keeps five versions.
  const kept = known.versions.slice(-4);
  return {
    ...known,
    preProvisioningHook,
    versions: [...kept, { versionId, templateBody: body, createdAt: now }],
    defaultVersionId: versionId,
    modifiedAt: now,
  };
}

function makeNamed({ store }: Account, { thing, policies }: Template, createdAt: number): void {
  const make = (table: typeof store.thingGroups, expression: TextExpression | undefined) => {
    if (expression?.kind !== 'text' || table.get(expression.text) !== undefined) return;
    table.put(expression.text, { name: expression.text, id: expression.text, createdAt });
  };
  if (thing?.thingGroups?.kind === 'list') {
    for (const group of thing.thingGroups.items) make(store.thingGroups, group);
  }
  make(store.thingTypes, thing?.thingTypeName);
  make(store.billingGroups, thing?.billingGroup);
  for (const policy of policies) {
    if (policy.kind !== 'name' || policy.name.kind !== 'text') continue;
    const policyName = policy.name.text;
    if (store.policies.get(policyName) !== undefined) continue;
    store.policies.put(policyName, { policyName, policyDocument: anything, createdAt });
  }
}

/** What a policy of which nothing but the name is known lets devices do: what it really says stands in an account elsewhere. */
const anything = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'iot:*', Resource: '*' }],
});
