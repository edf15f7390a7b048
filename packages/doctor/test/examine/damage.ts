import { encoded } from './a-deployment.js';
import { nameOf, type Recorded } from './recorded.js';

/** Part of an answer, to be changed as it comes. */
// biome-ignore lint/suspicious/noExplicitAny: answers are AWS's, and a test changes any member of them
export type Output = any;

/** Changes what an account answers. */
export type Damage = (recorded: Recorded[]) => void;

function at(recorded: Recorded[], name: string): number {
  const index = recorded.findIndex((one) => nameOf(one) === name);
  if (index < 0) throw new Error(`nobody asks ${name}`);
  return index;
}

/** Changes one answer. */
export const change =
  (name: string, edit: (output: Output) => void): Damage =>
  (recorded) => {
    const known = recorded[at(recorded, name)];
    if (known?.asked.kind !== 'answer') throw new Error(`${name} is not answered`);
    edit(known.asked.output);
  };

/** Has what a question asks about be gone. */
export const gone =
  (name: string): Damage =>
  (recorded) => {
    const index = at(recorded, name);
    const known = recorded[index];
    if (known === undefined) return;
    recorded[index] = { ...known, asked: { kind: 'absent', code: 'ResourceNotFoundException' } };
  };

/** Has a question not be allowed. */
export const denied =
  (name: string): Damage =>
  (recorded) => {
    const index = at(recorded, name);
    const known = recorded[index];
    if (known === undefined) return;
    const message = 'User is not authorized';
    recorded[index] = {
      ...known,
      asked: { kind: 'fault', code: 'AccessDeniedException', message },
    };
  };

/** Adds answers. */
export const more =
  (...others: readonly Recorded[]): Damage =>
  (recorded) => {
    recorded.push(...others);
  };

export const both =
  (...damages: readonly Damage[]): Damage =>
  (recorded) => {
    for (const damage of damages) damage(recorded);
  };

/** Changes the statements of a function's resource policy. */
export const resourcePolicy = (
  name: string,
  edit: (statements: Output[]) => readonly Output[] | undefined,
): Damage =>
  change(name, (output) => {
    const policy = JSON.parse(output.Policy);
    policy.Statement = edit(policy.Statement) ?? policy.Statement;
    output.Policy = JSON.stringify(policy);
  });

const statementsIn = (text: string): Output[] => JSON.parse(decodeURIComponent(text)).Statement;

/** Changes the statements of a role's inline policy. */
export const rolePolicy = (role: string, edit: (statements: Output[]) => void): Damage =>
  change(`iam GetRolePolicy ${role} gangway`, (output) => {
    const statements = statementsIn(output.PolicyDocument);
    edit(statements);
    output.PolicyDocument = encoded(statements);
  });

/** Changes the one statement of a role's trust. */
export const trust = (role: string, edit: (statement: Output) => void): Damage =>
  change(`iam GetRole ${role}`, ({ Role }) => {
    const statements = statementsIn(Role.AssumeRolePolicyDocument);
    edit(statements[0]);
    Role.AssumeRolePolicyDocument = encoded(statements);
  });
