/** What a bundle is made with all the same, and somebody should look at. */
export interface BundleWarning {
  readonly code: BundleWarningCode;
  readonly message: string;
}

/** Every warning; `docs/bundle.md` is held equal to it by a test. */
export const bundleWarnings = Object.freeze({
  SOURCE_DOUBTFUL: 'esbuild found something in the source that is most likely a mistake.',
  PLACE_LOST:
    'A source asks where it lies by other means than `new URL(…)` of a literal; in the bundle that is another place.',
  ASSET_MISSING: 'A file that the source names by its URL is not there; it was left out.',
  ASSET_IS_FOLDER: 'The source names a folder by its URL; it was left out.',
  ASSET_IS_CODE: 'An asset is a program: it is copied as it is, and finds nothing that it imports.',
  ASSET_IS_DATABASE: 'An asset is a SQLite database, which a function can read and never write.',
  ASSET_HOLDS_KEY: 'An asset holds a private key, and whoever may read the function has it then.',
  WITHOUT_UNUSED: 'What was to be left out is no asset of this source.',
  DESCRIPTION_CHANGES: 'The function says something else of itself each time that it is loaded.',
  HEAVY_AT_START:
    'A heavy package, or an AWS SDK client, is loaded before the first request needs it.',
}) satisfies Readonly<Record<string, string>>;

/** A code in {@link bundleWarnings}. */
export type BundleWarningCode = keyof typeof bundleWarnings;
