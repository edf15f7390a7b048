import { join } from 'node:path';
import type { BundleOptions } from '@gangway/bundle';
import { expect } from 'chai';
import { makeBundle } from '../dist/bundle-function.js';
import { hookText, inScratch } from './scratch.js';

const bundled = (options: BundleOptions) => makeBundle(options, { timed: false });
const names = (weights: readonly { readonly name: string }[]) => weights.map(({ name }) => name);
const client = '@aws-sdk/client-dynamodb';

describe('what loads at the start', function () {
  this.timeout(60_000);

  it('tells an SDK that a plugin loads when it gets ready as lazy, and warns of nothing', () =>
    inScratch(async ({ folder, write }) => {
      const more = `import { dynamodbDeviceRegistry } from '@gangway/plugins/dynamodb-device-registry';
        export const registry = dynamodbDeviceRegistry({ table: 'devices' });`;
      const file = await write('lambda.ts', hookText(more));
      const { manifest, warnings } = await bundled({ file, out: join(folder, 'dist') });
      expect(names(manifest.eager)).to.include('.').and.not.include(client);
      expect(names(manifest.lazy)).to.include(client);
      expect(warnings).to.deep.equal([]);
    }));

  it('warns of an SDK client that the hook imports at its top, with the way there and what to do', () =>
    inScratch(async ({ folder, write }) => {
      await write(
        'lib/table.ts',
        `import { DynamoDBClient } from '${client}';\nexport const client = new DynamoDBClient({});`,
      );
      const file = await write('lambda.ts', hookText("export * from './lib/table.js';"));
      const { manifest, warnings } = await bundled({ file, out: join(folder, 'dist') });
      expect(names(manifest.eager)).to.include(client);
      const warning = warnings.find(({ message }) => message.startsWith(client));
      expect(warning?.code).to.equal('HEAVY_AT_START');
      expect(warning?.message).to.contain(`lambda.ts → lib/table.ts → ${client}`);
      expect(warning?.message).to.contain('await import(');
    }));

  it('counts an SDK that is imported both ways as the whole that it then is', () =>
    inScratch(async ({ folder, write }) => {
      const both = `import { DynamoDBClient } from '${client}';
        import { dynamodbDeviceRegistry } from '@gangway/plugins/dynamodb-device-registry';
        export const table = [new DynamoDBClient({}), dynamodbDeviceRegistry({ table: 'devices' })];`;
      const file = await write('lambda.ts', hookText(both));
      const { manifest } = await bundled({ file, out: join(folder, 'dist') });
      expect(names(manifest.eager)).to.include(client);
      expect(names(manifest.lazy)).to.not.include(client);
    }));

  it('warns of a package that is heavy, and not of one that is left out of the bundle', () =>
    inScratch(async ({ folder, write }) => {
      await write(
        'heavy/package.json',
        '{ "name": "heavy", "type": "module", "sideEffects": false }',
      );
      await write('heavy/index.js', `export const heavy = ${JSON.stringify('x'.repeat(150_000))};`);
      const file = await write('lambda.ts', hookText("export { heavy } from './heavy/index.js';"));
      const { warnings } = await bundled({ file, out: join(folder, 'dist') });
      expect(warnings.map(({ message }) => message)).to.match(
        /^heavy \(150 kB\) .*: lambda.ts → heavy\./,
      );

      const other = await write('other.ts', hookText("import './heavy/index.js';"));
      const light = await bundled({ file: other, out: join(folder, 'other') });
      expect(light.warnings.filter(({ code }) => code === 'HEAVY_AT_START')).to.deep.equal([]);
      expect(names(light.manifest.eager)).to.not.include('heavy');
    }));

  it('counts every octet of the module but what esbuild writes around it', () =>
    inScratch(async ({ folder, write }) => {
      const file = await write('lambda.ts', hookText());
      const { manifest, bytes } = await bundled({ file, out: join(folder, 'dist') });
      const sum = [...manifest.eager, ...manifest.lazy].reduce((all, { bytes }) => all + bytes, 0);
      expect(sum).to.be.within(bytes - 2_000, bytes);
      const sizes = manifest.eager.map(({ bytes }) => bytes);
      expect(sizes).to.deep.equal(sizes.toSorted((a, b) => b - a));
    }));
});
