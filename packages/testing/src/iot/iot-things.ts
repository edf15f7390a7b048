import { createHash } from 'node:crypto';
import type { CertificateStatus } from '@gangway/core';
import type { IotCertificates } from './iot-certificates.js';
import { type IotAnswer, type IotCall, notFound } from './iot-wire.js';

/** A thing and what is attached to it. */
export interface IotThing {
  readonly name: string;
  /** Status by certificate id, in the order in which they are listed. */
  readonly certificates?: Readonly<Record<string, CertificateStatus>>;
  /** Further principals, such as Amazon Cognito identities; listed before the certificates. */
  readonly otherPrincipals?: readonly string[];
}

interface ThingsOptions {
  readonly arn: (resource: string) => string;
  readonly certificates: IotCertificates;
  readonly pageSize: number;
}

/** What the server knows. */
export interface IotThings {
  put(thing: IotThing): void;
  remove(name: string): void;
  answer(call: IotCall): IotAnswer;
}

const thingName = /^[a-zA-Z0-9:_-]{1,128}$/;
const certificateId = /^[0-9a-f]{64}$/;
const largestPage = 250;

export function createThings({ arn, certificates, pageSize }: ThingsOptions): IotThings {
  const things = new Map<string, readonly string[]>();

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

  return {
    put({ name, certificates: attached = {}, otherPrincipals = [] }) {
      for (const [id, status] of Object.entries(attached)) certificates.setStatus(id, status);
      const listed = Object.keys(attached).map((id) => arn(`cert/${id}`));
      things.set(name, [...otherPrincipals, ...listed]);
    },
    remove: (name) => void things.delete(name),
    answer({ operation, subject, query }) {
      const pattern = operation === 'DescribeCertificate' ? certificateId : thingName;
      if (!pattern.test(subject)) return invalid('1 validation error detected');
      if (operation === 'DescribeThing') return describeThing(subject);
      if (operation === 'ListThingPrincipals') return listPrincipals(subject, query);
      return certificates.describe(subject);
    },
  };
}

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
