/** The edge to API Gateway's connections endpoint; the contract is in the domain. */
export type { Sockets } from '../../domain/realtime/sockets.ts';
