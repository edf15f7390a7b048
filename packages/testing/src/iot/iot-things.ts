import { createHash } from 'node:crypto';
import type { IotAnswer, IotCall } from './iot-wire.js';

/**
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_CertificateDescription.html
 */
export type IotCertificateStatus =
  | 'ACTIVE'
  | 'INACTIVE'
  | 'REVOKED'
  | 'PENDING_TRANSFER'
  | 'REGISTER_INACTIVE'
  | 'PENDING_ACTIVATION';

/** A thing and what is attached to it. */
export interface IotThing {
  readonly name: string;
  /** Status by certificate id, in the order in which they are listed. */
  readonly certificates?: Readonly<Record<string, IotCertificateStatus>>;
  /** Further principals, such as Amazon Cognito identities; listed before the certificates. */
  readonly otherPrincipals?: readonly string[];
}

interface ThingsOptions {
  readonly region: string;
  readonly accountId: string;
  readonly pageSize: number;
}

/** What the server knows. */
export interface IotThings {
  put(thing: IotThing): void;
  remove(name: string): void;
  setStatus(certificateId: string, status: IotCertificateStatus): void;
  forgetCertificate(certificateId: string): void;
  answer(call: IotCall): IotAnswer;
}

const thingName = /^[a-zA-Z0-9:_-]{1,128}$/;
const certificateId = /^[0-9a-f]{64}$/;
const largestPage = 250;

export function createThings({ region, accountId, pageSize }: ThingsOptions): IotThings {
  const arn = (resource: string) => `arn:aws:iot:${region}:${accountId}:${resource}`;
  const things = new Map<string, readonly string[]>();
  const certificates = new Map<string, IotCertificateStatus>();

  function describeThing(name: string): IotAnswer {
    if (!things.has(name)) return notFound(`Thing ${name} not found`);
    return {
      body: {
        defaultClientId: name,
        thingName: name,
        thingId: createHash('sha256').update(name).digest('hex').slice(0, 32),
        thingArn: arn(`thing/${name}`),
        attributes: {},
        version: 1,
      },
    };
  }

  function listPrincipals(name: string, query: URLSearchParams): IotAnswer {
    const principals = things.get(name);
    if (principals === undefined) {
      return notFound(
        `Failed to list principals for thing ${name} because the thing does not exist in your account`,
      );
    }
    const start = readToken(query.get('nextToken'));
    const most = Number(query.get('maxResults') ?? largestPage);
    if (start === undefined || !(most >= 1 && most <= largestPage)) {
      return invalid('1 validation error detected');
    }
    const end = start + Math.min(most, pageSize);
    return {
      body: {
        principals: principals.slice(start, end),
        nextToken: end < principals.length ? writeToken(end) : null,
      },
    };
  }

  function describeCertificate(id: string): IotAnswer {
    const status = certificates.get(id);
    if (status === undefined) return notFound(`The certificate ${id} is not found`);
    return {
      body: {
        certificateDescription: {
          certificateArn: arn(`cert/${id}`),
          certificateId: id,
          status,
          ownedBy: accountId,
          // Seconds since 1970, with fractions, as the service writes times.
          creationDate: 1_893_456_000.123,
          lastModifiedDate: 1_893_456_000.123,
          customerVersion: 1,
          certificateMode: 'DEFAULT',
        },
      },
    };
  }

  return {
    put({ name, certificates: attached = {}, otherPrincipals = [] }) {
      for (const [id, status] of Object.entries(attached)) certificates.set(id, status);
      const listed = Object.keys(attached).map((id) => arn(`cert/${id}`));
      things.set(name, [...otherPrincipals, ...listed]);
    },
    remove: (name) => void things.delete(name),
    setStatus: (id, status) => void certificates.set(id, status),
    forgetCertificate: (id) => void certificates.delete(id),
    answer({ operation, subject, query }) {
      const pattern = operation === 'DescribeCertificate' ? certificateId : thingName;
      if (!pattern.test(subject)) return invalid('1 validation error detected');
      if (operation === 'DescribeThing') return describeThing(subject);
      if (operation === 'ListThingPrincipals') return listPrincipals(subject, query);
      return describeCertificate(subject);
    },
  };
}

const notFound = (message: string): IotAnswer => ({
  status: 404,
  error: 'ResourceNotFoundException',
  message,
});

const invalid = (message: string): IotAnswer => ({
  status: 400,
  error: 'InvalidRequestException',
  message,
});

// Opaque to the client, as a token is; one that was not given by this server is refused.
const writeToken = (start: number): string => Buffer.from(`from:${start}`).toString('base64');

function readToken(token: string | null): number | undefined {
  if (token === null) return 0;
  const [, start] = /^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString()) ?? [];
  return start === undefined ? undefined : Number(start);
}
