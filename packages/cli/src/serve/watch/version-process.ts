import { serveVersion } from './serve-version.js';

// The entry of a process that serves one version of a hook, for `gangway serve --watch`.
await serveVersion(JSON.parse(process.argv[2] ?? ''), process);
