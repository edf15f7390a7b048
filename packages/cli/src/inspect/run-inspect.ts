import { coreReasonCodes, limits, nodeCryptoCertificateReader } from '@gangway/core';
import type { InspectInput } from '../commands/inspect.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { readInput } from '../terminal/read-input.js';
import { renderCertificate, renderRefusal } from './render-certificate.js';
import { toCertificateReport } from './report.js';

// A character takes at most four octets in UTF-8: with one more, a text is over the reader's limit for certain.
const inputLimit = 4 * limits.pemLength;

/** Shows a certificate as a hook reads it. */
export async function runInspect(input: InspectInput, io: Io): Promise<ExitCode> {
  const bytes = await readInput(input.certificate, 'CERTIFICATE', inputLimit, io);
  const reading = nodeCryptoCertificateReader().read(bytes.toString('utf8'));
  if (reading.kind === 'certificate') {
    const certificate = toCertificateReport(reading.certificate);
    io.out(
      input.json === true
        ? `${JSON.stringify({ outcome: 'READ', certificate })}\n`
        : renderCertificate(certificate, io.paint),
    );
    return exitCode.done;
  }
  const { code, detail } = reading;
  const { meaning, remedy } = coreReasonCodes[code];
  const refusal = { outcome: 'REFUSED', code, detail, meaning, remedy } as const;
  io.out(input.json === true ? `${JSON.stringify(refusal)}\n` : renderRefusal(refusal, io.paint));
  return exitCode.denied;
}
