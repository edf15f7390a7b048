import type { RehearsalReport, WrongAnswerCode } from '../report.js';
import { countOf, showCount } from './text/figures.js';
import { cameIn } from './what-came.js';
import { wrongAnswers } from './what-to-look-at.js';

/** What a rehearsal comes to. */
export interface Conclusion {
  /** `empty`: nobody came, so that nothing is shown. */
  readonly kind: 'right' | 'wrong' | 'empty';
  /** In two words or three. */
  readonly heading: string;
  /** In a sentence. */
  readonly text: string;
}

/** What a rehearsal comes to, in plain words. */
export function conclude(report: RehearsalReport): Conclusion {
  const { devices, impostors } = cameIn(report);
  if (report.wrong.length > 0) {
    return {
      kind: 'wrong',
      heading: countOf(report.wrong.length, 'wrong answer'),
      text: `${countsByCode(report)}.`,
    };
  }
  if (devices + impostors === 0) {
    return { kind: 'empty', heading: 'Nobody came', text: 'So nothing is shown by it.' };
  }
  const fleet =
    devices === 0
      ? []
      : [
          devices === 1
            ? 'the one device came aboard'
            : `all ${showCount(devices)} devices came aboard`,
        ];
  const others =
    impostors === 0
      ? []
      : [
          impostors === 1
            ? 'the one impostor did not'
            : `none of ${showCount(impostors)} impostors did`,
        ];
  const text = [...fleet, ...others].join(', and ');
  return { kind: 'right', heading: 'No wrong answers', text: `${capital(text)}.` };
}

function countsByCode({ wrong }: RehearsalReport): string {
  const codes = Object.keys(wrongAnswers) as WrongAnswerCode[];
  const told = codes.flatMap((code) => {
    const { length } = wrong.filter((answer) => answer.code === code);
    return length === 0 ? [] : [`${showCount(length)} × ${wrongAnswers[code]}`];
  });
  return told.join('; ');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
