import type { BlockSubject } from '@gangway/core';
import { CliFault } from '../cli-fault.js';
import { toCertificateId } from '../registry/certificate-id.js';
import { isTemplateName } from '../registry/template-name.js';
import type { SubjectInput } from './subject-options.js';

/** @throws CliFault `USAGE` unless exactly one thing is named, and named as it can be */
export function subjectOf(input: SubjectInput): BlockSubject {
  const { claimCertificate, batch, template, all } = input;
  const named = [claimCertificate, batch, template, all].filter((given) => given !== undefined);
  if (named.length === 1) {
    if (claimCertificate !== undefined) {
      const id = toCertificateId(claimCertificate, '--claim-certificate');
      return { kind: 'claim-certificate', id };
    }
    if (batch !== undefined) return { kind: 'batch', id: toBatch(batch) };
    if (template !== undefined) return { kind: 'template', id: toTemplate(template) };
    return { kind: 'all' };
  }
  throw new CliFault(
    'USAGE',
    'give one of --claim-certificate <id>, --batch <id>, --template <name> and --all',
  );
}

function toBatch(text: string): string {
  if (text !== '' && text === text.trim() && !/[\p{Cc}\p{Cf}]/u.test(text)) return text;
  throw new CliFault('USAGE', '--batch: it is named to the letter, without spaces around it');
}

function toTemplate(text: string): string {
  if (isTemplateName(text)) return text;
  throw new CliFault(
    'USAGE',
    '--template: it is named by its name alone, 1 to 36 letters, digits, "_" and "-"',
  );
}

/** A subject for people. */
export function showSubject(subject: BlockSubject): string {
  if (subject.kind === 'all') return 'everything';
  return `${subject.kind.replace('-', ' ')} ${subject.id}`;
}
