import { isCertificateId } from '@gangway/core';
import { CliFault } from '../cli-fault.js';

/** @throws CliFault `USAGE`, naming the option */
export function toCertificateId(text: string, option: string): string {
  if (isCertificateId(text)) return text;
  throw new CliFault('USAGE', `${option}: a certificate id is 64 lowercase hex digits`);
}
