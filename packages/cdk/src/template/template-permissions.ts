import { createHash } from 'node:crypto';
import { Stack, Token } from 'aws-cdk-lib';
import type { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { allowTemplate } from './allow-template.js';

/** The permissions of a hook for templates that are made elsewhere: one for each name, however often it is asked for. */
export class TemplatePermissions {
  readonly #scope: Construct;
  readonly #functionArn: string;
  readonly #byName = new Map<string, CfnPermission>();

  constructor(scope: Construct, functionArn: string) {
    this.#scope = scope;
    this.#functionArn = functionArn;
  }

  /** @throws GangwayError `TEMPLATE_NAME_INVALID` */
  for(templateName: string): CfnPermission {
    const known = this.#byName.get(templateName);
    if (known !== undefined) return known;
    const id = `AllowTemplate-${nameInId(this.#scope, templateName)}`;
    const permission = allowTemplate(this.#scope, id, this.#functionArn, templateName);
    this.#byName.set(templateName, permission);
    return permission;
  }
}

/** A token's text differs with what was made before it: what stays is what it comes to in the template. */
function nameInId(scope: Construct, templateName: string): string {
  if (!Token.isUnresolved(templateName)) return templateName;
  const value = JSON.stringify(Stack.of(scope).resolve(templateName));
  return createHash('sha256').update(value).digest('hex').slice(0, 8);
}
