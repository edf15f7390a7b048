import { ServiceError } from '../service-error.js';

/**
 * Refuses a call that is not signed, as AWS does. The signature itself is taken unverified: there are no credentials at a
 * desk. It still keeps out what no AWS client sent, such as a form that a web page posts to this machine.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function checkSigned(authorization: string | null): void {
  if (authorization === null) {
    throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  if (!/^AWS4-[A-Z0-9-]+ Credential=[^/,\s]+\/\d{8}\//.test(authorization)) {
    throw new ServiceError(
      'IncompleteSignatureException',
      'The Authorization header is not one of Signature Version 4',
    );
  }
}
