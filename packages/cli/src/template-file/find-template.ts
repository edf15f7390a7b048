import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { HookDescription } from '@gangway/composition';
import { CliFault } from '../cli-fault.js';
import { readTemplateFile } from '../template/read-template-file.js';
import type { Io } from '../terminal/io.js';
import { defaultTemplate } from './default-template.js';

/** A provisioning template for the emulator. */
export interface FoundTemplate {
  readonly name: string;
  /** JSON text. */
  readonly body: string;
}

export interface WhereToLook {
  /** File that the user named. */
  readonly template?: string;
  /** Name that the user gave it. */
  readonly templateName?: string;
  /** Hook file, beside which one may lie. */
  readonly path?: string;
  /** What the hook says of itself, for a template that fits where there is none. */
  readonly description?: HookDescription;
}

const ending = '.template.json';

/**
 * Finds the template that devices register through: the one that the user names, else the one beside the hook file whose name ends
 * in `.template.json`, else one that fits what the hook says of itself.
 *
 * @throws CliFault `USAGE`, `TEMPLATE_NOT_FOUND`, `TEMPLATE_NOT_READABLE`
 */
export async function findTemplate(where: WhereToLook, io: Io): Promise<FoundTemplate> {
  const file = where.template ?? (where.path === undefined ? undefined : await beside(where.path));
  if (file !== undefined) {
    const name = where.templateName ?? basename(file).replace(/\..*$/s, '');
    return named({ name, body: await readTemplateFile(file, io) });
  }
  if (where.description !== undefined) {
    const { templateName: name = 'fleet' } = where;
    return named({ name, body: defaultTemplate(where.description) });
  }
  throw new CliFault(
    'USAGE',
    'Which template? Nothing lies beside a hook that is no file; name one with --template.',
  );
}

async function beside(hook: string): Promise<string | undefined> {
  const folder = dirname(hook);
  const found = (await readdir(folder)).filter((name) => name.endsWith(ending)).sort();
  if (found.length > 1) {
    throw new CliFault(
      'USAGE',
      `There are ${found.length} templates beside ${hook}: ${found.join(', ')}. Name one with --template.`,
    );
  }
  return found[0] === undefined ? undefined : join(folder, found[0]);
}

function named(template: FoundTemplate): FoundTemplate {
  if (/^[0-9A-Za-z_-]{1,36}$/.test(template.name)) return template;
  throw new CliFault(
    'USAGE',
    `"${template.name.slice(0, 40)}" is no name of a template: 1 to 36 letters, digits, - and _. Give one with --template-name.`,
  );
}
