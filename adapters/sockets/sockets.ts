/** The edge to API Gateway's connections endpoint; the contract stands in the domain. */
export type { Sockets } from '../../domain/realtime/sockets.ts';
