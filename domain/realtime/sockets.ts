/** Live connections as the domain sees them; `adapters/sockets` speaks to API Gateway. */
export interface Sockets {
  /**
   * `gone` when the connection is closed (410); `refused` when the gateway will never take this frame (too long): the next one may pass.
   * @throws when the gateway cannot be reached or did not take the frame in time
   */
  post(connectionId: string, frame: string): Promise<'sent' | 'gone' | 'refused'>;
  /** Closes the connection; nothing happens when it is gone. */
  close(connectionId: string): Promise<void>;
}
