import { type BundleFaultCode, type BundleOptions, bundleFunction } from '@gangway/bundle';
import { GangwayError } from '@gangway/core';
import { expect } from 'chai';

/** What bundling ends with, which is this fault, in one line and without a stack. */
export async function faultOf(options: BundleOptions, code: BundleFaultCode): Promise<string> {
  const error = await bundleFunction(options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(GangwayError);
  const { code: found, message } = error as GangwayError;
  expect(found, message).to.equal(code);
  expect(message).to.not.match(/\n|^ +at /m);
  return message;
}
