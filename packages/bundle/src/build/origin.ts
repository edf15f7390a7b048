import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

/** Where a source file is from, told without a path of this machine. */
export interface Origin {
  /** A package's name, or `.` for the hook's own files. */
  readonly package: string;
  /** Within the package, with `/`. */
  readonly path: string;
}

/** Where files are from, as seen from the folder that the hook's own files are in. */
export type OriginOf = (file: string) => Origin;

const modules = '/node_modules/';
/** A path with `/`, whatever this machine parts folders by. */
export const slashed = (path: string): string => path.split(sep).join('/');

/** The folder of the hook's own package; where it has none, that of its file. */
export function ownFolder(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return dirname(file);
  }
}

/** Tells where files are from; they are named by their real, absolute paths. */
export function originsFrom(own: string): OriginOf {
  const names = new Map<string, string | undefined>();
  const nameIn = (folder: string): string | undefined => {
    if (!names.has(folder)) names.set(folder, packageName(join(folder, 'package.json')));
    return names.get(folder);
  };
  return (file) => {
    const whole = slashed(file);
    const at = whole.lastIndexOf(modules);
    if (at >= 0) return installed(whole.slice(at + modules.length));
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      const path = slashed(relative(folder, file));
      if (folder === own) return { package: '.', path };
      const name = nameIn(folder);
      if (name !== undefined) return { package: name, path };
      // A file outside of any package: of where it lies nothing is told.
      if (folder === dirname(folder)) return { package: '.', path: `outside/${basename(file)}` };
    }
  };
}

function installed(path: string): Origin {
  const [first = '', second = '', ...rest] = path.split('/');
  return first.startsWith('@')
    ? { package: `${first}/${second}`, path: rest.join('/') }
    : { package: first, path: [second, ...rest].join('/') };
}

function packageName(file: string): string | undefined {
  try {
    const { name }: { readonly name?: unknown } = JSON.parse(readFileSync(file, 'utf8'));
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
