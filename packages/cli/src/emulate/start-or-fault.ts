import { type Emulator, EmulatorError } from '@gangway/emulator';
import { CliFault } from '../cli-fault.js';

/**
 * Starts an emulator on a port, or on another where that is taken and nobody asked for it.
 *
 * @throws CliFault `TEMPLATE_REFUSED`, `STATE_NOT_READABLE`, `PORT_IN_USE`, `LISTEN_FAILED`
 */
export async function startOrFault(
  start: (port: number) => Promise<Emulator>,
  { asked, usual }: { readonly asked: number | undefined; readonly usual: number },
): Promise<Emulator> {
  try {
    return await start(asked ?? usual);
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    if (error.code === 'PORT_IN_USE' && asked === undefined) {
      return await startOrFault(start, { asked: 0, usual });
    }
    throw new CliFault(error.code, error.message, { cause: error });
  }
}
