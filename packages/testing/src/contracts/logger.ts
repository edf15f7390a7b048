import type { Logger } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';

/**
 * What every `Logger` does. Run it in the adapter's own tests.
 *
 * @param make a logger that writes everything from `debug` on, and what it has written, a parsed object a line
 * @example
 * loggerContract('memory', () => {
 *   const logger = memoryLogger();
 *   return { logger, lines: () => logger.lines.map(({ fields, ...line }) => ({ ...line, ...fields })) };
 * });
 */
export function loggerContract(
  name: string,
  make: () => { readonly logger: Logger; lines(): readonly Readonly<Record<string, unknown>>[] },
): void {
  describe(`Logger contract: ${name}`, () => {
    it('writes one line a call, in order, with level, message and fields', () => {
      const { logger, lines } = make();
      logger.log('info', 'first', { outcome: 'ALLOW' });
      logger.log('error', 'second');
      expect(lines()).to.have.length(2);
      expect(lines()[0]).to.include({ message: 'first', outcome: 'ALLOW' });
      expect(String(lines()[0]?.level).toLowerCase()).to.equal('info');
      expect(String(lines()[1]?.level).toLowerCase()).to.equal('error');
    });

    it('keeps a message with line breaks in its one line', () => {
      const { logger, lines } = make();
      logger.log('warn', 'one\ntwo', { detail: 'three\r\nfour' });
      expect(lines()).to.have.length(1);
      expect(lines()[0]).to.include({ message: 'one\ntwo', detail: 'three\r\nfour' });
    });

    it('writes every level from debug to error', () => {
      const { logger, lines } = make();
      for (const level of ['debug', 'info', 'warn', 'error'] as const) logger.log(level, level);
      expect(lines().map(({ message }) => message)).to.deep.equal([
        'debug',
        'info',
        'warn',
        'error',
      ]);
    });
  });
}
