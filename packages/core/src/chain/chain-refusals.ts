/** Why a chain is refused, and what it means; plugins that validate chains deny with the code of the same name. */
export const chainRefusals = {
  CHAIN_UNTRUSTED: 'No path leads from the certificate to an anchor.',
  CHAIN_SIGNATURE_INVALID: 'A signature in the chain was not made with the key that it should be.',
  CHAIN_NOT_VALID_NOW: 'A certificate in the chain is not valid yet, or no longer.',
  CHAIN_NOT_A_CA:
    'A certificate in the chain is the issuer of another and not a CA, or its key may not sign certificates.',
  CHAIN_PATH_TOO_LONG:
    'There are more CA certificates in the chain than a path length or the depth limit allows.',
  CHAIN_PURPOSE_NOT_ALLOWED:
    'An extended key usage in the chain does not allow the purpose that is asked for.',
  CHAIN_KEY_NOT_ALLOWED: 'A key or a signature algorithm in the chain is weaker than is allowed.',
  CHAIN_EXTENSION_INVALID:
    'An extension in the chain is missing, or is there or critical, against RFC 5280.',
  CHAIN_NAME_CONSTRAINTS_UNSUPPORTED:
    'The chain has name constraints, which are not enforced here.',
  CHAIN_POLICY_CONSTRAINTS_UNSUPPORTED:
    'The chain has policy constraints or mappings, which are not enforced here.',
  CHAIN_EXTENSION_UNKNOWN: 'A critical extension in the chain is not known here.',
  CHAIN_TOO_MUCH_WORK: 'Finding a path takes more certificates or signatures than is allowed.',
} as const;

export type ChainRefusalCode = keyof typeof chainRefusals;
