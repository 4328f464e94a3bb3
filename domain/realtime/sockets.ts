/** Live connections as the domain uses them; `adapters/sockets` implements them with API Gateway. */
export interface Sockets {
  /**
   * `gone` if the connection is closed (410); `refused` if the gateway will never accept this frame (too long): the next one may succeed.
   * @throws if the gateway cannot be reached or did not accept the frame in time
   */
  post(connectionId: string, frame: string): Promise<'sent' | 'gone' | 'refused'>;
  /** Closes the connection; does nothing if it is gone. */
  close(connectionId: string): Promise<void>;
}
