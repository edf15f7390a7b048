import { contentFault, encodingFault } from './fault.js';

/** Identifier octets (X.690 section 8.1.2) of what a certificate is made of. */
export const tags = Object.freeze({
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
});

/** Identifier octet of `[number]`, context-specific; `constructed` when it is explicit or holds a constructed type. */
export const contextTag = (number: number, form: 'primitive' | 'constructed'): number =>
  (form === 'primitive' ? 0x80 : 0xa0) | number;

/** Where an element stands in the bytes: nothing is copied. */
export interface DerElement {
  /** The one identifier octet. */
  readonly tag: number;
  /** Where its identifier octet is. */
  readonly start: number;
  /** Where its content starts. */
  readonly from: number;
  /** Where its content ends, and the element with it. */
  readonly to: number;
}

/**
 * Walks over the elements between two places of a byte array, in order, and takes nothing but DER (X.690 section 10).
 *
 * Faults of tags and lengths are of the kind `encoding`; a missing, wrong or left-over element is of the kind `content`.
 */
export class DerCursor {
  readonly bytes: Buffer;
  readonly #end: number;
  #at: number;

  constructor(bytes: Buffer, from = 0, to = bytes.length) {
    this.bytes = bytes;
    this.#at = from;
    this.#end = to;
  }

  get done(): boolean {
    return this.#at >= this.#end;
  }

  /** Another cursor at the same place. */
  fork(): DerCursor {
    return new DerCursor(this.bytes, this.#at, this.#end);
  }

  /** Whether the next element has this identifier octet. */
  isNext(tag: number): boolean {
    return this.#at < this.#end && this.bytes[this.#at] === tag;
  }

  /** The next element, whatever it is. */
  next(): DerElement {
    const start = this.#at;
    if (start >= this.#end) throw contentFault(`an element is missing at ${start}`);
    const tag = this.#octet(start);
    // X.690 section 8.1.2.4: number 31 opens the high-tag form, which nothing in a certificate uses.
    if ((tag & 0x1f) === 0x1f) throw encodingFault(`high tag number at ${start}`);
    const first = this.#octet(start + 1);
    const from = start + 2 + (first > 0x80 ? first & 0x7f : 0);
    const to = from + (first < 0x80 ? first : this.#longLength(start + 1, first & 0x7f));
    if (to > this.#end) throw encodingFault(`the element at ${start} is cut off`);
    this.#at = to;
    return { tag, start, from, to };
  }

  /** The next element, which must have this identifier octet. */
  take(tag: number, what: string): DerElement {
    if (!this.isNext(tag)) {
      if (this.done) throw contentFault(`${what} is missing`);
      // Reads it all the same: a broken length outweighs a wrong tag.
      const { start, tag: found } = this.next();
      throw contentFault(`${what}: tag ${hexOf(found)} instead of ${hexOf(tag)} at ${start}`);
    }
    return this.next();
  }

  /** The elements inside the next element. */
  open(tag: number, what: string): DerCursor {
    return this.enter(this.take(tag, what));
  }

  /** The elements inside an element. */
  enter(element: DerElement): DerCursor {
    return new DerCursor(this.bytes, element.from, element.to);
  }

  /** Nothing may be left: an unread element would be one that was not checked. */
  finish(what: string): void {
    if (!this.done) throw contentFault(`${what}: unexpected data at ${this.#at}`);
  }

  // X.690 sections 8.1.3.5 and 10.1: definite, in the fewest octets. Two octets say 64 kB, more than any PEM that is taken.
  #longLength(at: number, octets: number): number {
    if (octets === 0) throw encodingFault(`indefinite length at ${at}`);
    if (octets > 2) throw encodingFault(`a length of ${octets} octets at ${at}`);
    const length =
      octets === 1 ? this.#octet(at + 1) : (this.#octet(at + 1) << 8) | this.#octet(at + 2);
    if (length < (octets === 1 ? 0x80 : 0x100)) {
      throw encodingFault(`a length that is not minimal at ${at}`);
    }
    return length;
  }

  #octet(at: number): number {
    const octet = at < this.#end ? this.bytes[at] : undefined;
    if (octet === undefined) throw encodingFault(`the data ends at ${at}`);
    return octet;
  }
}

const hexOf = (tag: number): string => tag.toString(16).padStart(2, '0');
