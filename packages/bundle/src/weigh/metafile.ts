import type { Metafile } from 'esbuild';

/** Octets of the output by source. */
export const bytesOf = ({ outputs }: Metafile): ReadonlyMap<string, number> =>
  new Map(
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).map(([input, { bytesInOutput }]) => [input, bytesInOutput] as const),
    ),
  );

/** The sources that something is left of. */
export const keptInputs = (metafile: Metafile): ReadonlySet<string> =>
  new Set([...bytesOf(metafile)].flatMap(([input, bytes]) => (bytes > 0 ? [input] : [])));

/** What a source imports at its top level, among the sources of a bundle. */
export const staticImports = ({ inputs }: Metafile, input: string): readonly string[] =>
  (inputs[input]?.imports ?? []).flatMap(({ path, kind, external }) =>
    external !== true && isStatic(kind) ? [path] : [],
  );

/** Whether what is imported in this way runs before the module that imports it. */
export const isStatic = (kind: string): boolean =>
  kind === 'import-statement' || kind === 'require-call';

/** What is imported by `import()`. */
export const dynamicTargets = ({ inputs }: Metafile): ReadonlySet<string> =>
  new Set(
    Object.values(inputs).flatMap(({ imports }) =>
      imports.flatMap(({ path, kind, external }) =>
        kind === 'dynamic-import' && external !== true ? [path] : [],
      ),
    ),
  );
