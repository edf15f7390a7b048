import { resolve } from 'node:path';
import { definePlugin, errorCode, provide, type Secret, SecretStore } from '@gangway/core';
import * as v from 'valibot';
import { sharedFlights } from './flight/shared-flights.js';
import { enterFolder, readSecretFile } from './secret/read-secret-file.js';
import { secretPlace } from './secret/secret-place.js';
import { filePath } from './text/file-path.js';
import { fileName } from './text/whole-file.js';

const options = v.strictObject({
  /** The folder that the secrets are mounted in. */
  folder: filePath,
});

/**
 * The port `SecretStore` on files, as Docker and Kubernetes mount secrets: the secret `fleet/key` is the file `fleet/key`
 * below the folder, its stage `AWSPREVIOUS` the file `fleet/key#AWSPREVIOUS`. A file is text in UTF-8 of at most 64 kB; one
 * line end behind it is cut.
 *
 * Nothing is kept: each request gets a reading that began after it asked, so that a secret that is mounted anew is used from
 * then on. Those who ask at the same time share one, so that no rush of requests uses up the process's open files. The version
 * of a secret is when its file was last changed, in milliseconds since 1970: it tells nothing of the value.
 *
 * @see https://docs.docker.com/engine/swarm/secrets/
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-files-from-a-pod
 * @example fileSecretStore({ folder: '/run/secrets' })
 */
export const fileSecretStore = definePlugin({
  name: 'file-secret-store',
  options,
  reasonCodes: {
    SECRET_FOLDER_MISSING: errorCode(
      'The folder of secrets is not there, or not to be entered.',
      'See that it is mounted, and that `folder` names it.',
    ),
    SECRET_ID_INVALID: errorCode(
      'The id or the stage of a secret can be no name of a file below the folder.',
      'Use names with `/` between them; none begins with `..` or holds `\\`, `#` or `:`.',
    ),
    SECRET_NOT_READABLE: errorCode(
      'There is something of that name, and it is not to be read as a file of the folder.',
      'The detail says why: a permission, a folder or a pipe, or a link that leads out of the folder.',
    ),
    SECRET_MALFORMED: errorCode(
      'The file of a secret is over 64 kB, or not UTF-8.',
      'Compare it with what was to be mounted; binary secrets are stored in base64.',
    ),
  },
  build: (place) => ({
    provides: [provide(SecretStore, {}, () => openFileSecretStore(place))],
    // The folder alone: whoever wants a secret knows which, and asks for it.
    probe: async () => {
      await enterFolder(rootOf(place));
    },
  }),
});

const rootOf = ({ folder }: { readonly folder: string | URL }): string => resolve(fileName(folder));

/**
 * The store itself, for calls without a hook.
 *
 * @param place `folder`: a path, relative to the working directory, or a file: URL
 * @returns a store whose `get` rejects with a PortError: `SECRET_FOLDER_MISSING`, `SECRET_ID_INVALID`,
 *   `SECRET_NOT_READABLE` or `SECRET_MALFORMED`
 * @example
 * const secrets = openFileSecretStore({ folder: '.' });
 * await secrets.get('no-such-secret', { signal }); // undefined
 */
export function openFileSecretStore({ folder }: { readonly folder: string | URL }): SecretStore {
  const root = rootOf({ folder });
  const share = sharedFlights<Secret | undefined>(() => false);
  return Object.freeze({
    async get(id, { signal, stage }) {
      const place = secretPlace(id, stage);
      return share(place, signal, (shared) => readSecretFile(root, place, shared));
    },
  } satisfies SecretStore);
}
