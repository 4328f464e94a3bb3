import type { RoomSettings } from '../../../domain/chat/rooms.ts';

/** Times in UTC, as they are stored. */
export const roomSettings = ({ mutedUntil, pinned }: RoomSettings): RoomSettings => ({
  mutedUntil: typeof mutedUntil === 'string' ? new Date(mutedUntil).toISOString() : mutedUntil,
  pinned,
});
