import { type HookUse, type LintFinding, lintTemplate } from '@gangway/template';
import type { TemplateLintInput } from '../commands/template-lint.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { loadHook } from '../hook/load-hook.js';
import type { Io } from '../terminal/io.js';
import { readTemplateFile } from './read-template-file.js';
import { renderFindings } from './render-findings.js';

/** Says what is wrong with a template, and where it does not fit its hook. The hook is composed; nothing of it is opened. */
export async function runLint(input: TemplateLintInput, io: Io): Promise<ExitCode> {
  io.reserveStdout();
  const body = await readTemplateFile(input.file, io);
  const findings = lintTemplate(body, await hookUse(input.hook));
  const clean = !findings.some(({ level }) => counts(level, input.strict === true));
  const outcome = clean ? 'CLEAN' : 'FAULTY';
  io.out(
    input.json === true
      ? `${JSON.stringify({ outcome, findings })}\n`
      : renderFindings({ outcome, file: input.file, findings }, io.paint),
  );
  return clean ? exitCode.done : exitCode.denied;
}

async function hookUse(file: string | undefined): Promise<{ readonly hook?: HookUse }> {
  return file === undefined ? {} : { hook: (await loadHook(file)).describe() };
}

const counts = (level: LintFinding['level'], strict: boolean): boolean =>
  level === 'error' || (strict && level === 'warning');
