import {
  definePlugin,
  deny,
  errorCode,
  notApplicable,
  PortError,
  type ProvisioningRequest,
  policyCode,
} from '@gangway/core';
import * as v from 'valibot';
import { readBlockFile } from './block/block-file.js';
import {
  type Listed,
  type ListName,
  listEntries,
  listNames,
  toListed,
} from './block/block-lists.js';
import { filePath } from './text/file-path.js';
import { parameterName } from './text/parameter-name.js';
import { quote } from './text/quote.js';

const options = v.pipe(
  v.strictObject({
    /** Name of the parameter that carries the device's serial number. */
    serialNumber: v.optional(parameterName),
    ...listEntries,
    /** A JSON file with these lists, at most 16 MB. */
    file: v.optional(filePath),
  }),
  v.check(
    ({ file, ...lists }) =>
      file !== undefined || listNames.some((name) => lists[name] !== undefined),
    `give at least one list (${listNames.join(', ')}) or a file`,
  ),
  v.check(
    ({ serialNumber, serialNumbers }) => serialNumbers === undefined || serialNumber !== undefined,
    'serialNumbers needs serialNumber, the name of the parameter',
  ),
);

const codes: Readonly<Record<ListName, string>> = {
  serialNumbers: 'SERIAL_NUMBER_ON_BLOCK_LIST',
  certificateIds: 'CERTIFICATE_ON_BLOCK_LIST',
  claimCertificateIds: 'CLAIM_CERTIFICATE_ON_BLOCK_LIST',
  publicKeyHashes: 'PUBLIC_KEY_ON_BLOCK_LIST',
  clientIds: 'CLIENT_ID_ON_BLOCK_LIST',
};

const onTheList = (what: string) =>
  policyCode(`${what} is on the block list.`, 'Find out why it was listed before anything else.');

/**
 * Asks whether something of the request stands on a list of what must not come aboard: given here, in a file of the
 * deployment, or both. For fleets without a store; with one, `gangway devices block` and `gangway block` need no deployment.
 *
 * Values are compared to the letter. One that only looks like a listed one is not found, so a list of serial numbers
 * belongs beside `registeredDevice`, which knows none but the exact ones.
 *
 * A file is read when the hook gets ready or, failing that, by the first request. While it cannot be read every request is
 * denied with `BLOCK_LIST_UNREADABLE`, and the next one tries again.
 *
 * @example
 * blockList({ serialNumber: 'SerialNumber', serialNumbers: ['SN-0666'], clientIds: ['probe'] })
 * @example
 * blockList({ serialNumber: 'SerialNumber', file: new URL('./block-list.json', import.meta.url) })
 */
export const blockList = definePlugin({
  name: 'block-list',
  options,
  reasonCodes: {
    SERIAL_NUMBER_ON_BLOCK_LIST: onTheList('The serial number'),
    CERTIFICATE_ON_BLOCK_LIST: onTheList("The device's certificate"),
    CLAIM_CERTIFICATE_ON_BLOCK_LIST: onTheList('The claim certificate'),
    PUBLIC_KEY_ON_BLOCK_LIST: onTheList("The public key of the device's certificate"),
    CLIENT_ID_ON_BLOCK_LIST: onTheList('The client id'),
    BLOCK_LIST_UNREADABLE: errorCode(
      'The file of the block list cannot be read, or something in it is not what it must be.',
      'The detail names the file and the fault; see that the file is deployed with the hook.',
    ),
  },
  build: ({ serialNumber, file, ...lists }) => {
    const given = toListed(lists);
    let read: Listed | undefined;
    const listed = (): Listed => {
      if (file === undefined) return given;
      // Only what could be read is kept: the next request tries again.
      read ??= toListed(lists, readLists(file, serialNumber));
      return read;
    };
    return {
      parameters: serialNumber === undefined ? [] : [serialNumber],
      checks: {
        'block-list': (request) => {
          const values = valuesOf(request, serialNumber);
          const found = [...listed()].find(([name, list]) => list.has(values[name] ?? ''));
          if (found === undefined) return notApplicable();
          const [name] = found;
          return deny(codes[name], quote(values[name] ?? ''));
        },
      },
      ...(file === undefined
        ? {}
        : {
            prepare: async () => {
              listed();
            },
            probe: async () => {
              listed();
            },
          }),
    };
  },
});

function valuesOf(
  { parameters, certificateId, claimCertificateId, certificate, clientId }: ProvisioningRequest,
  serialNumber: string | undefined,
): Readonly<Record<ListName, string | undefined>> {
  return {
    serialNumbers: serialNumber === undefined ? undefined : parameters[serialNumber],
    certificateIds: certificateId,
    claimCertificateIds: claimCertificateId,
    publicKeyHashes: certificate.publicKeyHash,
    clientIds: clientId,
  };
}

function readLists(file: string | URL, serialNumber: string | undefined) {
  const lists = readBlockFile(file);
  if (lists.serialNumbers === undefined || serialNumber !== undefined) return lists;
  throw new PortError(
    'BLOCK_LIST_UNREADABLE',
    'the file lists serial numbers, and the option serialNumber does not say which parameter carries them',
  );
}
