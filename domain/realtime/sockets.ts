import { Unavailable } from '../edge-errors.ts';

/** The gateway takes no more calls for now: it says nothing about the connection. */
export class Throttled extends Unavailable {
  constructor(cause?: unknown) {
    super('the gateway throttles calls', cause);
    this.name = 'Throttled';
  }
}

/** Live connections as the domain uses them; `adapters/sockets` implements them with API Gateway. */
export interface Sockets {
  /**
   * `gone` if the connection is closed (410); `refused` if the gateway will never accept this frame (too long): the next one may succeed.
   * @throws Throttled; else if the gateway cannot be reached or did not accept the frame in time
   */
  post(connectionId: string, frame: string): Promise<'sent' | 'gone' | 'refused'>;
  /** Closes the connection; does nothing if it is gone. */
  close(connectionId: string): Promise<void>;
}
