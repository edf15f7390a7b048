import { isUtf8 } from 'node:buffer';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { HookDescription } from '@gangway/composition';
import { CliFault } from '../cli-fault.js';
import { isTemplateName } from '../registry/template-name.js';
import { assertFile, unreadable } from '../terminal/read-input.js';
import { defaultTemplate } from './default-template.js';
import { serialParameter } from './serial-parameter.js';

/** A template as an emulator takes it. */
export interface FoundTemplate {
  readonly name: string;
  /** JSON text. */
  readonly body: string;
}

export interface TemplateSearch {
  /** The file that was asked for. */
  readonly template?: string;
  /** What it is to be called. */
  readonly templateName?: string;
  /** The hook file, where the hook is one. */
  readonly path?: string;
  readonly description?: Pick<HookDescription, 'plugins' | 'parameters' | 'overrideKeys'>;
}

const ending = '.template.json';

/**
 * The template for a hook: the file that was asked for; else the one `*.template.json` beside the hook file; else one made for what
 * the hook says of itself. It is called as was asked for, else as its file is up to the first dot.
 *
 * @throws CliFault `TEMPLATE_NOT_FOUND`, `TEMPLATE_NOT_READABLE`, `USAGE` where it is not clear which, or what it is called
 */
export async function findTemplate(search: TemplateSearch): Promise<FoundTemplate> {
  const file = search.template ?? (await besideHook(search.path));
  if (file === undefined) return madeFor(search);
  const name = search.templateName ?? basename(file).replace(/\..*$/s, '');
  return { name: checked(name), body: await readBody(file) };
}

async function besideHook(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const folder = dirname(resolve(path));
  const [first, ...others] = (await readdir(folder)).filter((file) => file.endsWith(ending)).sort();
  if (first === undefined) return undefined;
  if (others.length === 0) return join(folder, first);
  throw new CliFault(
    'USAGE',
    `there are several templates beside ${path}: ${[first, ...others].join(', ')}; --template says which`,
  );
}

async function readBody(file: string): Promise<string> {
  await assertFile(file, 'TEMPLATE');
  const octets = await readFile(file).catch((error: unknown) => {
    throw unreadable(file, 'TEMPLATE', error);
  });
  if (isUtf8(octets)) return octets.toString('utf8');
  throw new CliFault('TEMPLATE_NOT_READABLE', `${file} is not text in UTF-8.`);
}

/** What a template is called that nobody gave a name. */
const usualName = 'rehearsal';

function madeFor({ templateName, description }: TemplateSearch): FoundTemplate {
  if (description === undefined) {
    throw new CliFault('USAGE', 'the hook is no file, so that --template is needed');
  }
  const serial = serialParameter(description);
  if (serial === undefined) {
    throw new CliFault(
      'USAGE',
      'which parameter names the thing is not clear from the hook; --template says so',
    );
  }
  if (templateName === undefined && isPicky(description)) {
    throw new CliFault(
      'USAGE',
      'the hook lets certain templates in alone; --template-name says what one of them is called',
    );
  }
  return {
    name: checked(templateName ?? usualName),
    body: defaultTemplate(description, serial),
  };
}

const isPicky = ({ plugins }: Pick<HookDescription, 'plugins'>): boolean =>
  plugins.some(({ name }) => name === 'allowed-templates');

function checked(name: string): string {
  if (isTemplateName(name)) return name;
  throw new CliFault(
    'USAGE',
    `"${name}" is no name of a template: 1 to 36 letters, digits, "_", "-"; --template-name gives another`,
  );
}
