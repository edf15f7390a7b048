import { createHash, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import type { ZodType } from 'zod';
import type { Event } from './event-fields.js';

type Handler = (event: never, context: never) => unknown;

const templateArn = 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet';
const logger = new Logger({ serviceName: 'first-hook' });
const denied = { allowProvisioning: false, parameterOverrides: {} };

/** What the first example asks, written by hand on middy and Powertools, as their pages show it. */
export function byHand(schema: ZodType<Event>): Handler {
  const sites = readSites(new URL('./devices.csv', import.meta.url));
  const handler = middy()
    .use(injectLambdaContext(logger))
    .use(parser({ schema }))
    .onError((request) => {
      logger.info('decision', { reason: String(request.error) });
      request.response = denied;
    })
    .handler(async (event: Event) => {
      const refusal = refusalOf(event);
      const site = sites.get(event.parameters.SerialNumber ?? '');
      const reason = refusal ?? (site === undefined ? 'unknown device' : undefined);
      const { certificateId, clientId } = event;
      logger.info('decision', { certificateId, clientId, reason });
      if (reason !== undefined || site === undefined) return denied;
      return { allowProvisioning: true, parameterOverrides: { Site: site } };
    });
  return handler;
}

function refusalOf(event: Event): string | undefined {
  if (event.templateArn !== templateArn) return 'other template';
  if (event.certificateId === event.claimCertificateId) return 'claim certificate';
  const certificate = new X509Certificate(event.certificatePem);
  const id = createHash('sha256').update(certificate.raw).digest('hex');
  if (id !== event.certificateId) return 'other certificate';
  const now = new Date();
  if (now < certificate.validFromDate || now > certificate.validToDate) return 'not valid now';
  return isAllowedKey(certificate.publicKey) ? undefined : 'key not allowed';
}

function isAllowedKey({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): boolean {
  const { modulusLength = 0, namedCurve = '' } = asymmetricKeyDetails;
  if (asymmetricKeyType === 'rsa') return modulusLength >= 2_048 && modulusLength <= 4_096;
  return asymmetricKeyType === 'ec' && ['prime256v1', 'secp384r1'].includes(namedCurve);
}

function readSites(file: URL): ReadonlyMap<string, string> {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [serialNumber = '', site = ''] = line.trim().split(',');
      return [serialNumber, site];
    }),
  );
}
