import { GangwayError } from '@gangway/core';
import * as v from 'valibot';

const weight = v.strictObject({
  /** A package's name, or `.` for the hook's own files. */
  name: v.string(),
  /** Octets of the bundle that are its own. */
  bytes: v.number(),
});

const file = v.strictObject({
  /** Within the bundle's folder, with `/`. */
  path: v.string(),
  bytes: v.number(),
  /** Lowercase hex. */
  sha256: v.string(),
});

const schema = v.strictObject({
  format: v.literal(1),
  /** For Lambda: `index.handler`. */
  handler: v.string(),
  /** Of the function: what it is, and what it does at AWS. */
  function: v.strictObject({
    kind: v.picklist(['hook', 'lifecycle', 'proxy', 'lifecycle-proxy']),
    permissions: v.array(v.strictObject({ action: v.string(), resource: v.string() })),
    /** All that `hook.describe()` tells. */
    hook: v.optional(v.looseObject({})),
  }),
  /** Of the zip: the module first, then its map and what it reads. */
  files: v.array(file),
  /** What Node runs while the module loads, the heaviest first. */
  eager: v.array(weight),
  /** What is loaded when somebody asks for it. */
  lazy: v.array(weight),
  /** Names and versions of what made the bundle. */
  madeBy: v.record(v.string(), v.string()),
});

/** What a bundle tells of itself, in `gangway.json` beside it: for constructs, `gangway doctor` and whoever reads. */
export type BundleManifest = v.InferOutput<typeof schema>;

/** Its name in a bundle's folder. */
export const manifestFile = 'gangway.json';

/**
 * Reads a manifest.
 *
 * @param where names it in errors
 * @throws GangwayError `MANIFEST_INVALID` when it is no JSON, or of another shape or format
 * @example
 * const text = JSON.stringify({
 *   format: 1,
 *   handler: 'index.handler',
 *   function: { kind: 'hook', permissions: [] },
 *   files: [],
 *   eager: [],
 *   lazy: [],
 *   madeBy: {},
 * });
 * readManifest(text, 'dist/gangway.json').handler; // 'index.handler'
 */
export function readManifest(text: string, where: string): BundleManifest {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const at = v.getDotPath(issue);
  throw new GangwayError(
    'MANIFEST_INVALID',
    `${where} is no manifest of a bundle: ${at === null ? '' : `${at}: `}${issue.message}. Make it anew with \`gangway bundle\`.`,
  );
}
