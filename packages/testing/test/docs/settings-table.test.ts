import { serverSettings } from '@gangway/adapter-http/settings';
import { expectPart, table } from './page-part.js';

describe('docs/serve.md', () => {
  it('lists every setting of a server as flags, variables and code have it', () => {
    const rows = serverSettings.map(({ name, flag, variable, description }) => [
      `\`${name}\``,
      flag === undefined ? '' : `\`${flag}\``,
      `\`${variable}\``,
      description,
    ]);
    expectPart('docs/serve.md', 'settings', table(['in code', 'flag', 'variable', ''], rows));
  });
});
