// node-forge's types cover its whole and not its parts; these are the parts that are used here.
declare module 'node-forge/lib/asn1.js' {
  export interface Asn1 {
    readonly tagClass: number;
    readonly type: number;
    readonly constructed: boolean;
    /** Octets as characters 0 to 255, or UTF-16 for type 30; elements where `constructed` is set. */
    readonly value: string | readonly Asn1[];
  }
  const asn1: {
    fromDer(
      bytes: string,
      options: {
        readonly strict: boolean;
        readonly parseAllBytes: boolean;
        readonly decodeBitStrings: boolean;
        readonly maxDepth: number;
      },
    ): Asn1;
  };
  export default asn1;
}
