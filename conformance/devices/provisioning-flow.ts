import type { Emulator } from '@gangway/emulator';
import { makeSigningRequest } from '@gangway/testing';
import type { Answer, Connecting, DeviceClient, Session } from './device-client.js';

/** A device of one client's, with a serial number for each thing that it tries. */
interface Trying {
  readonly client: DeviceClient;
  readonly emulator: Emulator;
  /** The next serial number that the hook knows and nobody has come as. */
  readonly nextSerial: () => string;
}

/** What a client did, and whether it was what it should be. */
export interface Outcome {
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

/** Everything that each client has to get through: both ways aboard, and every denial as an error of its own. */
export async function provisioningFlow(trying: Trying): Promise<readonly Outcome[]> {
  const { client, emulator } = trying;
  const claim = await client.connect(withClaim(emulator, `${client.name}-claim`.slice(0, 64)));
  try {
    return [
      await throughKeys(trying, claim),
      await throughCsr(trying, claim),
      ...(await denials(trying, claim)),
      await inactiveClaim(trying),
    ];
  } finally {
    await claim.close();
  }
}

async function throughKeys(trying: Trying, claim: Session): Promise<Outcome> {
  const serial = trying.nextSerial();
  const created = accepted(await claim.createKeys());
  const privateKey = String(created.privateKey);
  const actual = await comeAboard(trying, claim, serial, { ...created, privateKey });
  return { what: 'create keys, register, connect as the thing', expected: serial, actual };
}

async function throughCsr(trying: Trying, claim: Session): Promise<Outcome> {
  const serial = trying.nextSerial();
  const { pem, privateKeyPem: privateKey } = await makeSigningRequest({
    subject: `CN=${serial}`,
    freshKey: true,
  });
  const created = accepted(await claim.createFromCsr(pem));
  const actual = await comeAboard(trying, claim, serial, { ...created, privateKey });
  return { what: 'sign a request, register, connect as the thing', expected: serial, actual };
}

/** Registers, and connects as the thing that came of it; gives the thing's name. */
async function comeAboard(
  { client, emulator }: Trying,
  claim: Session,
  serial: string,
  created: Readonly<Record<string, unknown>> & { readonly privateKey: string },
): Promise<string> {
  const token = String(created.certificateOwnershipToken);
  const parameters = { SerialNumber: serial };
  const registered = accepted(await claim.register(emulator.templateName, token, parameters));
  const thingName = String(registered.thingName);
  const session = await client.connect({
    ...placeOf(emulator),
    certificate: String(created.certificatePem),
    privateKey: created.privateKey,
    clientId: thingName,
  });
  try {
    await session.echo(`devices/${thingName}/hello`);
  } finally {
    await session.close();
  }
  return thingName;
}

async function denials(trying: Trying, claim: Session): Promise<readonly Outcome[]> {
  const { templateName } = trying.emulator;
  const fresh = async () => String(accepted(await claim.createKeys()).certificateOwnershipToken);
  const used = await fresh();
  const serial = trying.nextSerial();
  accepted(await claim.register(templateName, used, { SerialNumber: serial }));
  const register = (token: string, SerialNumber: string) =>
    claim.register(templateName, token, { SerialNumber });
  const cases: readonly (readonly [what: string, expected: string, Answer])[] = [
    ['an unknown serial number', '403 AccessDenied', await register(await fresh(), 'SN-nobody')],
    ["a device's serial number again", '403 AccessDenied', await register(await fresh(), serial)],
    ['a used token', '400 InvalidCertificateOwnershipToken', await register(used, serial)],
    ['a made-up token', '400 InvalidCertificateOwnershipToken', await register('abc', serial)],
    ['an empty token', '400 InvalidCertificateOwnershipToken', await register('', serial)],
    ['no signing request', '400', await claim.createFromCsr('no request')],
  ];
  return cases.map(([what, expected, answer]) => ({
    what,
    expected,
    actual: told(answer, expected),
  }));
}

async function inactiveClaim({ client, emulator }: Trying): Promise<Outcome> {
  const { store } = emulator.account;
  const { certificateId, certificatePem, privateKey } = await emulator.newClaim();
  const row = store.certificates.get(certificateId);
  if (row !== undefined) store.certificates.put(certificateId, { ...row, status: 'INACTIVE' });
  const connecting = { ...placeOf(emulator), certificate: certificatePem, privateKey };
  let actual = 'let in';
  try {
    const session = await client.connect({ ...connecting, clientId: 'inactive' });
    // One that connects for each request only finds out now.
    await session.createKeys().finally(() => session.close());
  } catch {
    actual = 'refused';
  }
  return { what: 'a claim certificate that is inactive', expected: 'refused', actual };
}

function accepted(answer: Answer): Readonly<Record<string, unknown>> {
  if (answer.kind === 'accepted') return answer.payload;
  throw new Error(`rejected: ${String(answer.statusCode)} ${String(answer.errorCode)}`);
}

/** As much of an answer as is expected of it; AWS's code for a bad request is not known. */
function told(answer: Answer, expected: string): string {
  if (answer.kind === 'accepted') return 'accepted';
  const { statusCode, errorCode } = answer;
  return expected.includes(' ') ? `${String(statusCode)} ${String(errorCode)}` : String(statusCode);
}

const placeOf = ({ mqtt: { host, port }, ca }: Emulator) => ({ host, port, ca });

const withClaim = (emulator: Emulator, clientId: string): Connecting => ({
  ...placeOf(emulator),
  certificate: emulator.claim.certificatePem,
  privateKey: emulator.claim.privateKey,
  clientId,
});
