/** Ends the reading of a token; the check answers it as a denial. Its message is the detail, and holds nothing of a signature. */
export class ClaimsRefusal extends Error {
  override readonly name = 'ClaimsRefusal';

  constructor(
    readonly code: `SIGNED_CLAIMS_${string}`,
    detail: string,
  ) {
    super(detail);
  }
}

export const malformed = (detail: string): ClaimsRefusal =>
  new ClaimsRefusal('SIGNED_CLAIMS_MALFORMED', detail);
