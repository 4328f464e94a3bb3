import { freePorts } from '../../local/supervisor/ports.ts';

/** A port of the loopback address that nobody listens on, and that the system gives to no outgoing connection. */
export const freePort = async (): Promise<number> => {
  const [port] = await freePorts(1);
  return port as number;
};
