// usage: bundle-process <file> <out> <umask>
import { bundleFunctionSync } from '@gangway/bundle';

const [, , file = '', out = '', umask = ''] = process.argv;
process.umask(umask);
bundleFunctionSync({ file, out });
