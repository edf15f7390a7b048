import { sep } from 'node:path';
import { PortError } from '@gangway/core';

/**
 * Where a secret lies below the folder: `fleet/key` in `fleet/key`, its other stages in `fleet/key#AWSPREVIOUS`.
 *
 * @throws PortError `SECRET_ID_INVALID` for an id or a stage that would lead elsewhere, or to another secret's file
 */
export function secretPlace(id: string, stage: string | undefined): string {
  const steps = id.split('/');
  if (!steps.every(isName)) {
    throw new PortError('SECRET_ID_INVALID', `"${id}" is not made of names with "/" between them`);
  }
  if (stage === undefined) return steps.join(sep);
  if (!isName(stage) || stage.includes('/')) {
    throw new PortError('SECRET_ID_INVALID', `"${stage}" is not the name of a stage`);
  }
  return `${steps.join(sep)}#${stage}`;
}

// Names that begin with two dots are Kubernetes' own, and `..` leads out of the folder.
const isName = (name: string): boolean =>
  name !== '' && name !== '.' && !name.startsWith('..') && !/[\\#:\p{Cc}]/u.test(name);
