import { isPrintableAscii, onDemand } from '../domain/text.js';

const pemBlock = /-----BEGIN [A-Z0-9 ]{1,40}-----[\s\S]*?(?:-----END [A-Z0-9 ]{1,40}-----|$)/g;
const unprintable = onDemand('[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+', 'gu');

/**
 * A text as it may stand in a trace or a log line: no PEM block, no control or invisible characters, bounded.
 * What a text is made of may come from a device; it must not forge a line or flood the log.
 */
export function plainText(text: string, limit = 500): string {
  const masked = text.slice(0, limit * 4).replace(pemBlock, '[PEM]');
  const shown = isPrintableAscii(masked) ? masked : masked.replace(unprintable(), ' ');
  return shown.length > limit ? `${shown.slice(0, limit - 1)}…` : shown;
}
