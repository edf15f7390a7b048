// Measures the import of a bundled module in a fresh Node. usage: time-program <module> <source>
import { pathToFileURL } from 'node:url';
import { findExternalsFrom } from './externals.js';
import { blockNetwork } from './no-network.js';
import { report } from './report.js';

const [, , module = '', source = ''] = process.argv;
blockNetwork();
findExternalsFrom(source);
// Lambda's own client speaks HTTP, and has it loaded before it loads a handler (aws-lambda-ric 4.0.2).
process.getBuiltinModule('node:http');
const { href } = pathToFileURL(module);
const began = performance.now();
await import(href);
report({ milliseconds: performance.now() - began });
