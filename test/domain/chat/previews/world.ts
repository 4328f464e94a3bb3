import { memoryTable } from '../../../../adapters/table/memory.ts';
import { createGroup } from '../../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../../domain/chat/groups/group.ts';
import { fetchPreview } from '../../../../domain/chat/previews/fetch-preview.ts';
import { linkId, type PreviewEntry } from '../../../../domain/chat/previews/preview-entry.ts';
import { postToRoom, readRoomMessage } from '../../../../domain/chat/room-messages.ts';
import { tenantKey } from '../../../../domain/configuration/keys.ts';
import { ANN, BOB, groupWorld, UUID } from '../groups/world.ts';
import { type Served, web } from './web.ts';

export const GROUP = groupOf('t', UUID);

export const entryFor = (number: number, url: string, conversationId: string = GROUP.id): PreviewEntry => ({
  kind: 'preview',
  tenantId: 't',
  conversationId,
  number,
  link: linkId(url),
  correlationId: 'c',
});

/** Ann owns a group of Bob; links lead to these pages. */
export const previewWorld = async (pages: Record<string, Served> = {}) => {
  const table = memoryTable();
  const rooms = groupWorld(table).deps;
  await table.write({ op: 'put', item: { ...tenantKey('t'), id: 't' } });
  await createGroup(rooms, ANN, { id: UUID, name: 'Friends', memberIds: ['bob'] });
  const sites = web(pages);
  const stored = new Map<string, { readonly bytes: Uint8Array; readonly type: string }>();
  let now = Date.parse('2026-03-02T10:00:00Z');
  const deps = {
    ...rooms,
    ...sites,
    clock: () => now,
    pagesPerMinute: 5,
    objects: {
      ...rooms.objects,
      putStream: async (key: string, pieces: AsyncIterable<Uint8Array>, _size: number, type: string) => {
        const read: Uint8Array[] = [];
        for await (const piece of pieces) read.push(piece);
        stored.set(key, { bytes: Buffer.concat(read), type });
      },
    },
  };
  return {
    table,
    deps,
    stored,
    pages: sites.pages,
    visits: sites.visits,
    later: (ms: number) => void (now += ms),
    say: async (body: string) => (await postToRoom(deps, ANN, GROUP, body)).number,
    preview: (number: number, url: string) => fetchPreview(deps, entryFor(number, url)),
    shown: async (number: number) => (await readRoomMessage(deps, BOB, GROUP, number)).preview,
  };
};
