import { join } from 'node:path';
import { basename } from 'node:path/posix';
import type { BundleResult } from '@gangway/bundle';
import { hookSettings } from '@gangway/deployment';
import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { table } from '../terminal/table.js';

const kinds = {
  hook: 'a hook',
  lifecycle: 'the lifecycle of a hook',
  proxy: 'a proxy before a container',
  'lifecycle-proxy': "a lifecycle's proxy before a container",
} as const;

type Weights = BundleResult['manifest']['eager'];

/** What was made, what it weighs and does, and what somebody should look at, as text for a terminal. */
export function renderBundle(result: BundleResult, out: string, paint: Paint): string {
  const { manifest, warnings, zip, zipBytes, loadMs } = result;
  const { kind, permissions } = manifest.function;
  const packed = printable(join(out, basename(zip)));
  const lines = [
    `${paint.strong(packed)}: ${kinds[kind]}, ${size(zipBytes)} to upload`,
    ...indented(manifest.files.map(({ path, bytes }) => [printable(path), size(bytes)])),
    ...table([
      [paint.faint('runtime'), hookSettings.runtime],
      [paint.faint('handler'), manifest.handler],
      [
        paint.faint('load'),
        loadMs === undefined ? 'not measured' : `${loadMs.toFixed(0)} ms here, the median of five`,
      ],
    ]),
    ...weights('runs at the start', manifest.eager, paint),
    ...weights('waits until it is asked for', manifest.lazy, paint),
    paint.faint(permissions.length === 0 ? 'does nothing at AWS but write its log' : 'does at AWS'),
    ...indented(
      permissions.map(({ action, resource }) => [printable(action), printable(resource)]),
    ),
    ...warnings.map(
      ({ code, message }) => `${paint.warn('warning')} ${paint.strong(code)} ${printable(message)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function weights(title: string, all: Weights, paint: Paint): readonly string[] {
  if (all.length === 0) return [];
  const sum = all.reduce((whole, { bytes }) => whole + bytes, 0);
  const rows = all.map(({ name, bytes }) => [
    name === '.' ? 'the hook itself' : printable(name),
    size(bytes),
  ]);
  return [`${paint.faint(title)} ${size(sum)}`, ...indented(rows)];
}

const indented = (rows: readonly (readonly string[])[]): readonly string[] =>
  table(rows).map((line) => `  ${line}`);

/** Decimal, as Lambda's limits are told and as the manifest counts. */
const size = (bytes: number): string =>
  bytes < 1_000 ? `${bytes} B` : `${(bytes / 1_000).toFixed(1)} kB`;
