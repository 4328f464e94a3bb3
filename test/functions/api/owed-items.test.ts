import { expect, it } from 'vitest';
import type { ToldEntry } from '../../../domain/chat/frames-of-entries.ts';
import { presentOwed } from '../../../functions/api/owed-items.ts';

const preview = { url: 'https://shop.example/', title: 'Shop', description: null, siteName: null };
const said = { conversationId: 'd.1', number: 1, body: 'x', senderId: 'ann', createdAt: '2026-11-30T10:00:00.000Z', cursor: 'c' };
const change = { type: 'preview', by: 'previews', at: '2026-11-30T10:00:01.000Z' };
const MESSAGE: ToldEntry = { type: 'message', ...said };
const AMENDED: ToldEntry = { type: 'amended', ...said, hidden: false, deleted: false, editedAt: null, delivery: null, change };

it('an owed message and an owed change have the preview of their link, if there is one', () => {
  expect(presentOwed(MESSAGE)).toEqual({ type: 'message', ...said });
  expect(presentOwed({ ...MESSAGE, preview })).toEqual({ type: 'message', ...said, preview });
  expect(presentOwed(AMENDED)).toEqual({ type: 'amendment', ...said, deleted: false, editedAt: null, change });
  expect(presentOwed({ ...AMENDED, preview })).toEqual({ type: 'amendment', ...said, deleted: false, editedAt: null, change, preview });
});
