import { deviceToken, verifyDeviceToken } from '@gangway/plugins/device-token';
import { CliFault } from '../cli-fault.js';
import type { VerifyInput } from '../commands/token-verify.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { renderRefusals } from '../inspect/render-refusals.js';
import { assertOneStdin, readKeyText, readRing } from '../keys/read-keys.js';
import type { Io } from '../terminal/io.js';
import { table } from '../terminal/table.js';
import { readCertificateFile } from './token-subject.js';

/** Says whether a hook with the plugin's defaults would take a token now. */
export async function runVerify(input: VerifyInput, io: Io): Promise<ExitCode> {
  assertOneStdin(input.token, input.ring, input.certificate);
  const certificate = await readCertificateFile(input.certificate, io);
  const ring = await readRing(input.ring, io);
  const text = input.token === '-' ? await readKeyText('-', io) : input.token;
  const verdict = verifyDeviceToken(text, ring, {
    serialNumber: input.serial,
    certificateId: certificate.fingerprint256,
    publicKeyHash: certificate.publicKeyHash,
    at: Date.now(),
  });
  if (verdict.kind === 'right') {
    const { keyId, binding, expiresAt } = verdict.token;
    const report = { outcome: 'RIGHT', keyId, binding, expiresAt: expiresAt * 1_000 };
    io.out(input.json === true ? `${JSON.stringify(report)}\n` : renderRight(report, io));
    return exitCode.done;
  }
  const { code, detail } = verdict;
  const known = deviceToken.reasonCodes[code];
  if (known === undefined) throw new CliFault('INTERNAL', `${code} is not declared`);
  const { meaning, remedy } = known;
  const refusal = { outcome: 'REFUSED', code, detail, meaning, remedy };
  io.out(
    input.json === true
      ? `${JSON.stringify(refusal)}\n`
      : `${renderRefusals([refusal], io.paint).join('\n')}\n`,
  );
  return exitCode.denied;
}

function renderRight(
  report: { readonly keyId: string; readonly binding: string; readonly expiresAt: number },
  { paint }: Io,
): string {
  const rows = [
    [paint.faint('key'), report.keyId],
    [paint.faint('bound to'), `the ${report.binding}`],
    [paint.faint('until'), new Date(report.expiresAt).toISOString()],
  ];
  return `${[paint.good('RIGHT'), ...table(rows).map((line) => `  ${line}`)].join('\n')}\n`;
}
