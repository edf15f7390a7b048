import type { EventEmitter } from 'node:events';

/** The part of a parser of MQTT that the gate stands before. */
export interface PacketParser extends EventEmitter {
  parse(octets: Buffer): number;
}

/** The part of a packet that the gate looks at. */
export interface GatePacket {
  readonly cmd: string;
  readonly subscriptions?: readonly { readonly qos: number }[];
}

/**
 * Stands before a parser: it shows each packet before anybody acts on it, and turns what the parser, or whoever acts on a
 * packet at once, throws into the parser's own `error` event. Thrown out of a socket's event it would end the process, and some
 * malformed packets make mqtt-packet throw a `RangeError`.
 */
export function guardParser(parser: PacketParser, look: (packet: GatePacket) => void): void {
  const parse = parser.parse.bind(parser);
  parser.parse = (octets) => {
    try {
      return parse(octets);
    } catch (error) {
      parser.emit('error', error);
      return 0;
    }
  };
  parser.prependListener('packet', look);
}
