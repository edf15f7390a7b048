import { spawn } from 'node:child_process';

/** Something that cfn-lint says of a template. */
export interface LintFinding {
  /** Such as `W3005`. */
  readonly rule: string;
  readonly message: string;
  /** Path within the template. */
  readonly at: string;
}

interface Printed {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Location: { readonly Path?: readonly (string | number)[] | null };
}

/**
 * What cfn-lint says of a file, informational findings included, for every region that its schemas have in common.
 *
 * @throws Error when it does not run to its end
 */
export function lintFindings(file: string): Promise<readonly LintFinding[]> {
  return new Promise((resolve, reject) => {
    const args = ['--format', 'json', '--include-checks', 'I', '--template', file];
    const child = spawn('cfn-lint', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      // Its exit code has a bit for each level of finding; what it could not do, it says on standard error and prints no list.
      try {
        const printed: readonly Printed[] = JSON.parse(stdout);
        resolve(printed.map(findingOf));
      } catch {
        reject(new Error(`cfn-lint ended with ${code}: ${stderr}${stdout}`));
      }
    });
  });
}

const findingOf = ({ Rule, Message, Location }: Printed): LintFinding => ({
  rule: Rule.Id,
  message: Message,
  at: (Location.Path ?? []).join('.'),
});
