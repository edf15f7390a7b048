import * as v from 'valibot';
import { aws } from '../command.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import { table as question } from '../questions.js';
import { registryLayout } from './registry-layout.js';
import { examineKeeping } from './table-keeping.js';
import type { TableUse } from './table-use.js';

const answer = v.looseObject({
  Table: v.looseObject({
    TableStatus: v.string(),
    DeletionProtectionEnabled: v.optional(v.boolean(), false),
    KeySchema: v.array(v.looseObject({ AttributeName: v.string(), KeyType: v.string() })),
    AttributeDefinitions: v.array(
      v.looseObject({ AttributeName: v.string(), AttributeType: v.string() }),
    ),
  }),
});

type Table = v.InferOutput<typeof answer>['Table'];

/** A table that the hook asks: whether it is there, and whether what it keeps is kept. */
export async function examineTable(use: TableUse, context: Context): Promise<readonly Finding[]> {
  const { name } = use;
  const { inquiry, region, account, partition } = context;
  const where = `arn:${partition}:dynamodb:${use.region || region}:${use.account || account}:table/${name}`;
  if ((use.region || region) !== region || (use.account || account) !== account) {
    const command = ['dynamodb', 'describe-table', '--table-name', where];
    return [
      found('NOT_ASKED', {
        what: `${where} is not where the template is, and only that is asked.`,
        mend: aws(...command, '--region', use.region || region),
        where,
      }),
    ];
  }
  const reply = await inquiry.ask(question(name, where), answer);
  if (reply.kind === 'absent') {
    const mend = 'In CDK: deploy DeviceRegistryTable under this name, or give the hook another.';
    return [found('TABLE_ABSENT', { what: `There is no table ${where}.`, mend, where })];
  }
  const own = reply.kind === 'answer' ? examineItself(use, reply.value.Table, where, region) : [];
  return [...own, ...(await examineKeeping(use, where, context))];
}

function examineItself(
  { name, registry }: TableUse,
  table: Table,
  where: string,
  region: string,
): readonly Finding[] {
  const { TableStatus, DeletionProtectionEnabled } = table;
  const findings: Finding[] = [];
  // A table that is being changed goes on answering.
  if (TableStatus !== 'ACTIVE' && TableStatus !== 'UPDATING') {
    const waiting = ['dynamodb', 'wait', 'table-exists', '--table-name', name, '--region', region];
    const what = `The table ${name} is ${TableStatus}.`;
    findings.push(found('TABLE_NOT_ACTIVE', { what, mend: aws(...waiting), where }));
  }
  if (registry && !isRegistry(table)) {
    const mend = 'In CDK: make the table anew with DeviceRegistryTable, and import its devices.';
    const what = `The key of the table ${name} is not the text ${registryLayout.partitionKey} alone.`;
    findings.push(found('TABLE_KEY_WRONG', { what, mend, where }));
  }
  if (!DeletionProtectionEnabled) {
    const update = ['dynamodb', 'update-table', '--table-name', name, '--region', region];
    const mend = aws(...update, '--deletion-protection-enabled');
    const what = `The table ${name} has no deletion protection.`;
    findings.push(found('TABLE_UNPROTECTED', { what, mend, where }));
  }
  return findings;
}

function isRegistry({ KeySchema, AttributeDefinitions }: Table): boolean {
  const [key, ...more] = KeySchema;
  const type = AttributeDefinitions.find(
    ({ AttributeName }) => AttributeName === key?.AttributeName,
  );
  return (
    more.length === 0 &&
    key?.AttributeName === registryLayout.partitionKey &&
    type?.AttributeType === 'S'
  );
}
