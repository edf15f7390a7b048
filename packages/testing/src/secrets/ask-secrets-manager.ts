import type { GetSecretValue, SecretsAnswer } from './secrets-wire.js';

/** Asks a {@link startSecretsManagerServer}, as the extension's own SDK would; the signature is none. */
export async function askSecretsManager(url: string, call: GetSecretValue): Promise<SecretsAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'x-amz-target': 'secretsmanager.GetSecretValue',
        authorization:
          'AWS4-HMAC-SHA256 Credential=extension/20300101/us-east-1/secretsmanager/aws4_request, SignedHeaders=host, Signature=none',
      },
      body: JSON.stringify(call),
    });
    const body = (await response.json()) as object & Partial<Record<string, string>>;
    if (response.status === 200) return { body };
    const { __type: error = 'InternalServiceError', Message: message = '' } = body;
    return { status: response.status, error, message };
  } catch {
    return { status: 502, error: 'ConnectionError', message: 'Read Error' };
  }
}
