import { EmulatorError } from './emulator-error.js';

/**
 * Starts what listens, and says what was wrong where it cannot.
 *
 * @throws EmulatorError `PORT_IN_USE`, `LISTEN_FAILED`
 */
export async function listening<Server>(
  what: string,
  { hostname = '127.0.0.1', port }: { readonly hostname?: string; readonly port: number },
  start: () => Promise<Server>,
): Promise<Server> {
  try {
    return await start();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== 'listen' && syscall !== 'getaddrinfo') throw error;
    throw code === 'EADDRINUSE'
      ? new EmulatorError(
          'PORT_IN_USE',
          `${what}: something else listens on ${hostname} port ${port}; 0 takes a free one.`,
          { cause: error },
        )
      : new EmulatorError(
          'LISTEN_FAILED',
          `${what}: cannot listen on ${hostname} port ${port} (${code}).`,
          { cause: error },
        );
  }
}
