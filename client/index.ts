/** The package's entry: the API by `createApi` and `createSession`, the live feed by `connect`. docs/client.md of the project shows how. */
export type * from './api.ts';
export { type ConnectOptions, connect, type Realtime } from './realtime/connect.ts';
export type { AcceptedFrame, Events, Handler, Status } from './realtime/events.ts';
export type { AmendedFrame, MessageFrame } from './realtime/order.ts';
export type { Outgoing, OutgoingFrame } from './realtime/outbox.ts';
export { connectTabs, type TabOptions } from './realtime/tabs.ts';
export { type Line, type Lines, withAmendment, withMessage, withOutgoing } from './realtime/timeline.ts';
export type { Timing } from './realtime/timing.ts';
export { type Api, type ApiOptions, createApi } from './rest/create-api.ts';
export { ParleyError, type ProblemCode } from './rest/problem.ts';
export { createSession, type Session as ClientSession, type SessionOptions } from './rest/session.ts';
export { indexedDbStore } from './storage/indexed-db.ts';
export { memoryStore, type Store } from './storage/store.ts';
