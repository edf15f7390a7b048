import { limits } from '@gangway/core';
import type { InspectInput } from '../commands/inspect.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import type { Paint } from '../terminal/paint.js';
import { readInput } from '../terminal/read-input.js';
import { readSubject, type Subject } from './read-subject.js';
import { refusalsOf } from './refusals.js';
import { renderRefusals } from './render-refusals.js';
import { renderCertificate, renderSigningRequest } from './render-subject.js';
import { toCertificateReport, toSigningRequestReport } from './report.js';

// A character takes at most four octets in UTF-8: with one more, a text is over the reader's limit for certain.
const inputLimit = 4 * limits.pemLength;

/** Shows a certificate or a signing request as a hook reads it, and what is against it. */
export async function runInspect(input: InspectInput, io: Io): Promise<ExitCode> {
  const subject = readSubject(await readInput(input.file, 'CERTIFICATE', inputLimit, io));
  const at = input.at ?? Date.now();
  const refusals = refusalsOf(subject, at);
  const refused = refusals.length > 0;
  const { report, lines } = show(subject, io.paint);
  const outcome = refused ? 'REFUSED' : 'READ';
  const moment = new Date(at).toISOString();
  const verdict = refused
    ? renderRefusals(refusals, io.paint)
    : [
        `${io.paint.good('PASSES')} certificate-policy with its defaults, ${
          subject.kind === 'certificate' ? `at ${moment}` : 'as far as a request can tell'
        }`,
      ];
  io.out(
    input.json === true
      ? `${JSON.stringify({ outcome, at: moment, ...report, refusals })}\n`
      : `${[...lines, ...verdict].join('\n')}\n`,
  );
  return refused ? exitCode.denied : exitCode.done;
}

/** What was read, as one member of a JSON object and as lines; nothing where it was not. */
function show(subject: Subject, paint: Paint): { report: object; lines: readonly string[] } {
  switch (subject.kind) {
    case 'certificate': {
      const certificate = toCertificateReport(subject.certificate);
      return { report: { certificate }, lines: renderCertificate(certificate, paint) };
    }
    case 'signing-request': {
      const signingRequest = toSigningRequestReport(subject.request);
      return { report: { signingRequest }, lines: renderSigningRequest(signingRequest, paint) };
    }
    case 'refused':
      return { report: {}, lines: [] };
  }
}
