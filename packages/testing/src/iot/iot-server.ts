import type { IncomingMessage } from 'node:http';
import type { CertificateStatus } from '@gangway/core';
import { listenLocally } from '../aws-json/local-server.js';
import { createCertificates, type IotCertificate } from './iot-certificates.js';
import { createFaults, type IotFault, type IotFaultTerms } from './iot-faults.js';
import { createThings, type IotThing } from './iot-things.js';
import { type IotOperation, notFound, readCall, writeAnswer } from './iot-wire.js';

export interface IotServerOptions {
  /** The things at the start. */
  readonly things?: readonly IotThing[];
  /** The certificates at the start that are attached to nothing. */
  readonly certificates?: readonly IotCertificate[];
  /** Region in the ARNs; `us-east-1` unless given. */
  readonly region?: string;
  /** Account in the ARNs, twelve digits; `123456789012` unless given. */
  readonly accountId?: string;
  /** Most principals in one page, 1 to 250, however many the caller asks for; 250 unless given. */
  readonly pageSize?: number;
}

/** A running server of AWS IoT's registry. */
export interface IotServer {
  /** The endpoint for an SDK client. */
  readonly url: string;
  /** How often each operation was called, faulty calls included. */
  readonly calls: Readonly<Record<IotOperation, number>>;
  /** Puts a thing in, or in place of the one of that name; its certificates get the statuses given. */
  putThing(thing: IotThing): void;
  removeThing(name: string): void;
  /** Puts a certificate in, or in place of the one of that id. */
  putCertificate(certificate: IotCertificate): void;
  /** Changes a certificate's status, or puts one in that is attached to nothing. */
  setCertificateStatus(certificateId: string, status: CertificateStatus): void;
  /** Deletes a certificate and leaves it listed where it is attached: what a caller sees between two calls. */
  forgetCertificate(certificateId: string): void;
  /** From now on calls fail so. */
  fail(fault: IotFault, terms?: IotFaultTerms): void;
  /** All is well again; calls that hang go on hanging. */
  mend(): void;
  /** Breaks every connection off and closes. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves the part of AWS IoT's REST API that tells of things and their certificates, on a free port of this machine:
 * `DescribeThing`, `ListThingPrincipals` with paging, `DescribeCertificate`, for AWS's own SDK client by endpoint URL. It
 * wants a signed request, and does not verify the signature.
 *
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_DescribeThing.html
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_ListThingPrincipals.html
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_DescribeCertificate.html
 * @example
 * await using iot = await startIotServer({
 *   things: [{ name: 'SN-0001', certificates: { ['ab'.repeat(32)]: 'ACTIVE' } }],
 * });
 * iot.setCertificateStatus('ab'.repeat(32), 'REVOKED');
 * iot.fail('throttle', { operation: 'DescribeThing', times: 1 });
 * iot.calls.DescribeThing; // 0
 */
export async function startIotServer({
  things: listed = [],
  certificates: registered = [],
  region = 'us-east-1',
  accountId = '123456789012',
  pageSize = 250,
}: IotServerOptions = {}): Promise<IotServer> {
  const arn = (resource: string) => `arn:aws:iot:${region}:${accountId}:${resource}`;
  const certificates = createCertificates(accountId, arn);
  for (const certificate of registered) certificates.put(certificate);
  const things = createThings({ arn, certificates, pageSize });
  for (const thing of listed) things.put(thing);
  const faults = createFaults();
  const calls = { DescribeThing: 0, ListThingPrincipals: 0, DescribeCertificate: 0 };

  const { port, close } = await listenLocally((request, response) => {
    const call = readCall(request.method, request.url);
    if (call === undefined) return writeAnswer(response, notFound('Not Found'));
    calls[call.operation] += 1;
    const fail = faults.take(call.operation);
    if (fail !== undefined) return fail(request, response);
    return writeAnswer(response, isSigned(request) ? things.answer(call) : unsigned);
  });
  return Object.freeze({
    url: `http://127.0.0.1:${port}`,
    calls,
    putThing: things.put,
    removeThing: things.remove,
    putCertificate: certificates.put,
    setCertificateStatus: certificates.setStatus,
    forgetCertificate: certificates.forget,
    fail: faults.add,
    mend: faults.clear,
    close,
    [Symbol.asyncDispose]: close,
  });
}

const isSigned = ({ headers }: IncomingMessage): boolean =>
  /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[^/]+\/iot\/aws4_request,/.test(
    headers.authorization ?? '',
  );

const unsigned = {
  status: 403,
  error: 'MissingAuthenticationTokenException',
  message: 'Missing Authentication Token',
};
