import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The root of the workspace, from where this file is built to. */
export const root = fileURLToPath(new URL('../../../../', import.meta.url));

export const pathOf = (path: string): string => `${root}${path}`;

export const read = (path: string): string => readFileSync(pathOf(path), 'utf8');

/** The pages that a reader is sent to. */
export const pages: readonly string[] = [
  'README.md',
  ...readdirSync(pathOf('docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...readdirSync(pathOf('packages'))
    .map((name) => `packages/${name}/README.md`)
    .filter((page) => existsSync(pathOf(page))),
];
