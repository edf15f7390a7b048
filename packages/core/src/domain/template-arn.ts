import { limits } from './limits.js';

/** The parts of a provisioning template's ARN. */
export interface TemplateArn {
  readonly arn: string;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

const pattern =
  /^arn:(aws(?:-[a-z]{1,10}){0,3}):iot:([a-z]{2,4}(?:-[a-z]{2,12}){1,3}-\d{1,2}):(\d{12}):provisioningtemplate\/([0-9A-Za-z_-]+)$/;

/**
 * Takes a template ARN apart, or gives `undefined` for anything that is not one to the letter.
 *
 * The account in AWS's own contract example has ten digits; real accounts have twelve, and only those are taken.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiot.html
 * @example
 * parseTemplateArn('arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet')?.name; // 'first-fleet'
 */
export function parseTemplateArn(value: unknown): TemplateArn | undefined {
  // The longest ARN that the pattern admits; it keeps the match from reading a megabyte.
  if (typeof value !== 'string' || value.length > 256) return undefined;
  const match = pattern.exec(value);
  if (match === null) return undefined;
  const [arn, partition, region, account, name] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
  ];
  if (name.length > limits.templateNameLength) return undefined;
  return Object.freeze({ arn, partition, region, account, name });
}
