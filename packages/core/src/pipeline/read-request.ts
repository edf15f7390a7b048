import type { Certificate } from '../domain/certificate.js';
import type { Reason } from '../domain/decision.js';
import { readFields, subjectOf } from '../domain/event-fields.js';
import { parseEvent } from '../domain/parse-event.js';
import { certificateReasonCodes } from '../domain/reason-codes-certificate.js';
import type { ProvisioningRequest } from '../domain/request.js';
import type { CertificateReading } from '../ports/certificate-reader.js';
import { Denied } from './denied.js';
import { describeError, isA } from './describe-error.js';
import type { Draft } from './draft.js';
import type { HookParts } from './hook.js';
import { denied } from './run.js';

/**
 * Makes a request of an event, which may be anything; what identifies it goes into the draft as soon as it is known.
 *
 * @throws Denied
 */
export function readRequest(
  parts: HookParts,
  event: unknown,
  draft: Draft,
  deadline: number,
): ProvisioningRequest {
  const started = parts.clock.monotonic();
  const record = (verdict: string, reason?: Reason) =>
    draft.trace.push({
      step: 'parse',
      name: 'event',
      verdict,
      ...(reason === undefined ? {} : { code: reason.code, detail: reason.detail }),
      durationMs: parts.clock.monotonic() - started,
    });
  try {
    const request = parse(parts, event, draft, deadline);
    record('request');
    return request;
  } catch (error) {
    if (isA(error, Denied)) record('refused', error.reason);
    throw error;
  }
}

function parse(
  parts: HookParts,
  event: unknown,
  draft: Draft,
  deadline: number,
): ProvisioningRequest {
  const fields = readFields(event);
  if (fields.kind === 'refused') throw denied(fields.code, fields.detail);
  draft.subject = Object.freeze({ ...draft.subject, ...subjectOf(fields) });
  const parsed = parseEvent(fields, parts.protectedKeys);
  if (parsed.kind === 'refused') throw denied(parsed.code, parsed.detail);
  const { kind: _, ...rest } = parsed;
  const certificate = readCertificate(parts, rest.certificatePem);
  return Object.freeze({ ...rest, certificate, receivedAt: draft.receivedAt, deadline });
}

/** What a reader answers is looked at as closely as what a check does: it is a port, and anybody may write one. */
function readCertificate({ certificateReader }: HookParts, pem: string): Certificate {
  let reading: unknown;
  try {
    reading = certificateReader.read(pem);
    if (isReading(reading)) {
      if (reading.kind === 'certificate') return reading.certificate;
      throw denied(reading.code, reading.detail);
    }
  } catch (error) {
    if (isA(error, Denied)) throw error;
    throw denied('CERTIFICATE_READER_FAILED', describeError(error).text);
  }
  throw denied('CERTIFICATE_READER_FAILED', `it answered ${typeof reading}`);
}

function isReading(value: unknown): value is CertificateReading {
  const reading = value as Partial<Record<'kind' | 'certificate' | 'code' | 'detail', unknown>>;
  if (reading?.kind === 'certificate') {
    return typeof reading.certificate === 'object' && reading.certificate !== null;
  }
  return (
    reading?.kind === 'refused' &&
    typeof reading.detail === 'string' &&
    Object.hasOwn(certificateReasonCodes, String(reading.code))
  );
}
