#!/usr/bin/env node
import { run } from './run.js';
import { createIo } from './terminal/io.js';

const io = createIo(process);
const code = await run(process.argv.slice(2), io);
await io.flush();
// Whatever a hook's plugins still hold open, connections or timers, must not keep a finished command.
io.exit(code);
