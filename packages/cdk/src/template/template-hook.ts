import type { BundleManifest } from '@gangway/deployment';
import type { CfnPermission } from 'aws-cdk-lib/aws-lambda';

/** Something of Gangway's that AWS IoT can ask before it provisions a device. */
export interface TemplateHook {
  /** Of the alias that AWS IoT calls. */
  readonly arn: string;
  readonly env: Environment;
  readonly manifest: BundleManifest;
  /** Lets AWS IoT call it for the template of this name, and for no other. */
  allowTemplate(templateName: string): CfnPermission;
}

/** A function, or an alias of one, that was made or imported elsewhere. */
export interface ForeignFunction {
  readonly functionArn: string;
  readonly env: Environment;
}

/** Where something is; tokens where that is not known at synth. */
export interface Environment {
  readonly account: string;
  readonly region: string;
}
