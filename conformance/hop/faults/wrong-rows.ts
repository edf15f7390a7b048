import { right } from '../proxied.js';
import type { FaultRow } from './fault.js';

/** AWS IoT's five seconds, less what the proxy keeps. */
const withinMs = 4_500;

/** What is wrong with the rows: an allow, an answer too late, or something left over for the next call. */
export const wrongRows = (rows: readonly FaultRow[]): readonly string[] =>
  rows.flatMap((row) => wrongIn(row).map((wrong) => `${row.fault}: ${wrong}`));

function wrongIn({ wanted, answer, ms, next, ...row }: FaultRow): readonly string[] {
  const wrong: string[] = [];
  const isDenial = answer.startsWith('deny') || answer === 'closed';
  if (wanted === 'right' ? answer !== right : !isDenial) wrong.push(answer);
  if (answer === 'deny' && row['code at the proxy'] === '') wrong.push('a denial without a code');
  if (ms > withinMs) wrong.push(`${ms} ms`);
  if (next !== right && next !== '') wrong.push(`then ${next}`);
  return wrong;
}
