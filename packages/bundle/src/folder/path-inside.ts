import { posix } from 'node:path';

/** Whether a manifest's path is one that stays in its folder, written in the one way that it can be. */
export const isPathInside = (path: string): boolean =>
  path !== '' &&
  !path.includes('\\') &&
  !path.includes('\0') &&
  !posix.isAbsolute(path) &&
  posix.normalize(path) === path &&
  path !== '.' &&
  path !== '..' &&
  !path.startsWith('../');
