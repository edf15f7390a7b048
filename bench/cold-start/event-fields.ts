import type { ZodRecord, ZodString } from 'zod';

/** What the two schemas make of an event. */
export interface Event {
  readonly certificateId: string;
  readonly claimCertificateId: string;
  readonly certificatePem: string;
  readonly templateArn: string;
  readonly clientId: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The little of zod that they need. */
interface Zod {
  string(): ZodString;
  record(key: ZodString, value: ZodString): ZodRecord<ZodString, ZodString>;
}

/** The fields of an event, bounded as the example's hook bounds them. */
export function eventFields({ string, record }: Zod) {
  const id = string().regex(/^[0-9a-f]{64}$/);
  return {
    certificateId: id,
    claimCertificateId: id,
    certificatePem: string().max(16_384),
    templateArn: string().max(2_048),
    clientId: string().min(1).max(128),
    parameters: record(string().max(2_048), string().max(4_096)).default({}),
  };
}
