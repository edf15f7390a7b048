import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { build } from 'esbuild';

/** A function as a user bundles it. */
async function bundle(code: string) {
  const { metafile, outputFiles } = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'esnext',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  return {
    bytes: outputFiles[0]?.contents.length ?? Number.POSITIVE_INFINITY,
    modules: Object.keys(metafile.inputs),
  };
}

const proxy = `
import { lambdaProxyHandler } from '@gangway/adapter-lambda/proxy';
export const handler = lambdaProxyHandler({ url: 'https://hook.internal:8443', keys: [process.env.HOP_KEY] });`;

describe('a bundle of the proxy alone', () => {
  it('has at most 30,000 bytes, and nothing of a library in it', async () => {
    const { bytes, modules } = await bundle(proxy);
    expect(bytes).to.be.within(10_000, 30_000);
    expect(modules.filter((path) => path.includes('.pnpm/'))).to.be.empty;
  });
});
