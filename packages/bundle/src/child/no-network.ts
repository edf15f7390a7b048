import { Socket } from 'node:net';

/** From now on no connection of this process comes about: what is examined must be the same with and without a network. */
export function blockNetwork(): void {
  const refused = (): Error =>
    Object.assign(new Error('there is no network while a bundle is made'), { code: 'ENETUNREACH' });
  Socket.prototype.connect = function connect(this: Socket): Socket {
    return this.destroy(refused());
  };
}
