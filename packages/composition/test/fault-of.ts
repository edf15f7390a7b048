import { CompositionError } from '@gangway/core';

/** The fault that composing finds, as `CODE: message`; any other error is thrown on. */
export function faultOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof CompositionError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}
