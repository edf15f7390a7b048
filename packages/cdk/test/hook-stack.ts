import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GangwayError } from '@gangway/core';
import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { expect } from 'chai';

/** A file beside the tests' sources. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../test/fixtures/${name}`, import.meta.url));

export const hookCode = { entry: fixture('hook.mjs') };

export const place = { account: '123456789012', region: 'eu-west-1' };

/** An app whose files go when it is told. */
export function openApp() {
  const outdir = mkdtempSync(join(tmpdir(), 'gangway-cdk-'));
  const app = new App({ outdir });
  return {
    app,
    stack: (id = 'Fleet', props: StackProps = { env: place }) => new Stack(app, id, props),
    [Symbol.dispose]: () => rmSync(outdir, { recursive: true }),
  };
}

/** A template that a hook with `SerialNumber` and `Site` goes with. */
export const fleetBody = (policyName: string) => ({
  Parameters: { SerialNumber: { Type: 'String' }, Site: { Type: 'String' } },
  Resources: {
    thing: {
      Type: 'AWS::IoT::Thing',
      Properties: {
        ThingName: { Ref: 'SerialNumber' },
        AttributePayload: { Site: { Ref: 'Site' } },
      },
    },
    certificate: {
      Type: 'AWS::IoT::Certificate',
      Properties: { CertificateId: { Ref: 'AWS::IoT::Certificate::Id' }, Status: 'ACTIVE' },
    },
    policy: { Type: 'AWS::IoT::Policy', Properties: { PolicyName: policyName } },
  },
});

/** What a construct says of options that it does not take. */
export function refusalOf(make: () => unknown): GangwayError {
  try {
    make();
  } catch (error) {
    if (error instanceof GangwayError) return error;
    throw error;
  }
  return expect.fail('nothing was refused');
}

/** An ARN as it stands in a template of a stack with a place. */
export const arnIn = (service: string, resource: string) => ({
  'Fn::Join': [
    '',
    ['arn:', { Ref: 'AWS::Partition' }, `:${service}:${place.region}:${place.account}:${resource}`],
  ],
});
