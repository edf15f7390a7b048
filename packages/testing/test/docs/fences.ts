import type { Snippet } from './snippet.js';
import { read } from './workspace.js';

/** The ```ts blocks of a page. One that says in its first line what file it is, `// hook.ts: …`, is that file. */
export function fencesIn(page: string): readonly Snippet[] {
  const folder = page.replace(/^docs\//, '').replace(/\.md$/, '');
  return [...read(page).matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ''], index) => {
    const [, name = `block-${index + 1}`] = /^\/\/ ([\w.-]+)\.ts\b/.exec(code) ?? [];
    // Not a name that the workspace's own run of mocha would find.
    const file = `${folder}/${name.replace(/\.test$/, '-test')}`;
    return { title: `${page}, ${name}`, file, code };
  });
}

/** Whether a module describes suites, so that mocha must run it. */
export const isSuite = ({ code }: Snippet): boolean => /^\s*(describe|it)\(|Contract\(/m.test(code);
