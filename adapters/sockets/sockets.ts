/** The edge to API Gateway's connections endpoint. */
export interface Sockets {
  /** `gone` when the connection is closed (410). @throws when the gateway cannot be reached. */
  post(connectionId: string, frame: string): Promise<'sent' | 'gone'>;
  /** Closes the connection; nothing happens when it is gone. */
  close(connectionId: string): Promise<void>;
}
