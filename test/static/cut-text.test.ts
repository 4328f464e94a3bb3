import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/**
 * Text that people wrote is cut by `cut` and `cutBytes` (domain/text/well-formed.ts): half of a character makes the table refuse a whole
 * transaction. A line that takes the beginning of something else by hand is named here, with what it is.
 */
const NO_TEXT: Readonly<Record<string, readonly string[]>> = {
  'a list': [
    'domain/error-groups/error-event.ts: .slice(0, FRAMES);',
    'domain/error-groups/fingerprint.ts: .slice(0, TOP)',
    'domain/conversations/entries/history.ts: versions.slice(0, -1)',
    'domain/chat/log-messages.ts: read.items.slice(0, fitting(',
    'domain/chat/log-messages.ts: edits.slice(0, fitting(',
    'domain/chat/owed.ts: told.slice(0, fit)',
    'domain/conversations/log/cursor.ts: ).slice(0, limit);',
    'domain/support/messages/bodies.ts: found.slice(0, end)',
    'domain/support/inbound/fit-event.ts: addresses.slice(0,',
    'domain/support/inbound/fit-event.ts: content.references.slice(0, REFERENCES)',
    'domain/support/messages/list-messages.ts: wanted.slice(0,',
    'domain/support/messages/list-messages.ts: whole.slice(0,',
    'domain/support/inbound/references.ts: .filter((reference) => reference !== null).slice(0, MOST)',
    'domain/support/inbound/apply-batch.ts: slots.slice(0, slice)',
    'domain/realtime/positions/position.ts: texts.slice(0, texts.findLastIndex',
    'domain/realtime/positions/ranges.ts: ranges.slice(0, most)',
    'domain/realtime/lanes.ts: texts.slice(0, -1)',
    'domain/push/quiet-hours.ts: Number(time.slice(0, 2))',
    "domain/people/devices/device.ts: digest('base64url').slice(0, 22)",
    'domain/livechat/read-messages.ts: amendments.slice(0, end)',
    'domain/livechat/by-mail/letter.ts: replies.slice(0, end)',
    'domain/livechat/by-mail/owed.ts: page.slice(0, waiting)',
    'domain/realtime/pulse/weigh.ts: wanted.slice(0, most)',
    'domain/origins/vault.ts: ...previous].slice(0, KEPT)',
    'domain/origins/delivered-versions.ts: .toSorted().slice(0, -MOST_SPANS)',
    'domain/people/user-service/sync-people.ts: skipped.slice(0, TOLD)',
    'functions/senders/people.ts: synced.skipped.slice(0, 10)',
    'domain/support/queues/list-queue-tickets.ts: .slice(0, count);',
    'domain/support/queues/projected.ts: differing.slice(0, QUEUES_A_STEP)',
    'domain/support/tickets/ticket-trail.ts: leftOut.slice(0, MOST_LEFT_OUT)',
    'domain/support/tickets/ticket-trail.ts: statuses).slice(0, -1)',
    'domain/configuration/old-layout.ts: waiting.slice(0, transactions)',
    'domain/projections/rebuild/repair-tickets.ts: ...left])].slice(0, NAMED)',
    'domain/support/tickets/given-by-rules.ts: all.slice(0, MOST_KEPT)',
    'domain/support/tickets/links.ts: keys.slice(0, 1)',
    'domain/validation/field-errors.ts: errors.slice(0, MOST_ERRORS)',
    'domain/validation/field-errors.ts: issue.keys.slice(0, MOST_ERRORS)',
    'channels/api/inbound.ts: unreadable.slice(0, TOLD)',
    'channels/mail/reader/event.ts: references.slice(0, 50)',
    'channels/mail/reader/event.ts: answered.slice(0, 1)',
    'channels/parts.ts: ids.slice(0, end)',
    'channels/telegram/content.ts: .slice(0, MOST)',
    'channels/whatsapp/placeholder.ts: said.slice(0, 1)',
    'channels/whatsapp/placeholder.ts: items.slice(0, MOST_LINES)',
    'domain/support/queues/drop-queues.ts: items.slice(0, MOST_QUEUES)',
    'domain/search/highlight.ts: .slice(0, most)',
    'domain/people/sessions/session.ts: .slice(0, REMEMBERED)',
    'functions/realtime/delivery.ts: reasons.slice(0, REASONS_LOGGED)',
    'functions/api/json-body.ts: errors.slice(0, MOST_ERRORS)',
    'functions/api/sorting.ts: rest.slice(0, page.limit)',
    'domain/support/events/envelope.ts: .slice(0, 5)',
    'domain/dead-letters/stored-letters.ts: .slice(0, limit);',
    'domain/support/rule-runs/list-runs.ts: found.slice(0, limit)',
    'domain/outbound/webhooks/repeat.ts: found.slice(0, limit)',
    'domain/outbound/webhooks/repeat.ts: found.slice(0, REPLAYED_AT_ONCE)',
    'functions/webhooks/events.ts: hashed(raw).slice(0, HASH)',
    'domain/origins/unreadable-calls.ts: unreadable.slice(0, LISTED)',
    'domain/origins/unreadable-calls.ts: found.slice(0, limit)',
    'domain/origins/unreadable-calls.ts: hash.slice(0, 16)',
    'domain/support/messages/fetched.ts: .slice(0, 16);',
    'functions/errors/collect.ts: .slice(0, FORWARDED)',
    'functions/errors/log-lines.ts: data.logEvents.slice(0, MOST)',
    'functions/failure.ts: .slice(0, 8)',
    'functions/webhooks/process-webhook.ts: .slice(0, 5);',
  ],
  'a hash, an id or a secret': [
    'channels/facebook/feed.ts: .slice(0, 12);',
    "channels/linkedin/parse.ts: .digest('base64url').slice(0, 12)",
    "channels/mail/sender/ids.ts: .digest('hex').slice(0, 24)",
    "domain/dead-letters/stored-letters.ts: 'base64url').slice(0, 22);",
    'channels/whatsapp/numbers.ts: number.slice(0, at)',
    "domain/idempotency/request-hash.ts: hash('sha256', bytes, 'base64url').slice(0, ID_LENGTH)",
    'domain/people/api-keys/api-key.ts: credential.slice(0, 7)',
    "domain/error-groups/fingerprint.ts: .digest('hex').slice(0, 16)",
    "domain/realtime/positions/position.ts: .digest('base64url').slice(0, 8)",
    "domain/realtime/positions/contents.ts: .digest('base64url').slice(0, 4)",
    "domain/origins/delivered-versions.ts: .digest('base64url').slice(0, HASH_LENGTH)",
    "channels/trustpilot/parse.ts: .digest('base64url').slice(0, 22)",
    "domain/conversations/kinds/keys.ts: 'base64url').slice(0, 22)",
    "domain/conversations/log/cursor.ts: 'base64url').slice(0, 11)",
    'domain/chat/frames/client-ids.ts: hex.slice(0, 8)',
    "domain/livechat/visitor.ts: .digest('base64url').slice(0, 22)",
    'domain/conversations/log/append-all.ts: deps.newId().slice(0, 8)',
    "domain/support/messages/identity.ts: 'base64url').slice(0, 22)",
    "domain/people/sessions/sign-in.ts: .digest('hex').slice(0, 32)",
    "domain/outbound/rule-actions/escalation-mail.ts: 'base64url').slice(0, 22)",
    "domain/support/threads/thread-id.ts: 'base64url').slice(0, 16)",
    "domain/support/deadlines/plan.ts: .toString('hex').slice(0, 40)",
    'functions/api/paging.ts: .slice(0, 22);',
  ],
  'a time': [
    'domain/automation/ai/hours.ts: time.slice(0, 2)',
    'channels/written-dates.ts: given.slice(0, LONGEST)',
    "channels/written-dates.ts: (parts['fraction'] ?? '').slice(0, 3)",
    'domain/support/queues/every-ticket.ts: from.slice(0, 7)',
    'domain/support/queues/every-ticket.ts: .toISOString().slice(0, 7)',
    'domain/support/tickets/activity-sources.ts: from.slice(0, 7), to.slice(0, 7)',
    'domain/support/tickets/index-keys.ts: ticket.updatedAt.slice(0, 7)',
    'functions/webhooks/events.ts: .toISOString().slice(0, 10)',
  ],
  'what stands before a sign that was looked for': [
    'domain/error-groups/scrub.ts: text.slice(0, first)',
    'channels/mail/reader/folded.ts: address.slice(0, at)',
    "channels/mail/sender/ids.ts: from.slice(0, from.lastIndexOf('@'))",
    'channels/mail/sender/ids.ts: own.slice(0, at)',
    'channels/mail/ses/receipt.ts: address.slice(0, at)',
    'domain/support/queues/clean-up.ts: sk.slice(0, sk.lastIndexOf',
    'functions/api/basic.ts: text.slice(0, colon)',
    'functions/api/paging.ts: cursor.slice(0, Math.max(dot, 0))',
    'functions/api/routes/sessions.ts: basic?.user.slice(0, slash)',
    'functions/api/validation.ts: part.slice(0, at)',
    'domain/text/exact-json.ts: .slice(0, point)',
    'domain/text/host.ts: text.slice(0, at)',
    'domain/vocabulary/first-link.ts: link = link.slice(0, -1)',
    'domain/livechat/by-mail/new-text.ts: text.slice(0, tail)',
  ],
  'what was scrubbed of everything that people wrote': ['domain/error-groups/scrub.ts: .slice(0, MOST);'],
  'bytes of a mail, as latin1': ['channels/mail/reader/headers.ts: field.slice(0, FIELD_BYTES / 2)', 'channels/mail/reader/read.ts: whole.slice(0, end)'],
  'what is measured or checked and never kept': [
    'domain/text/json-size.ts: whole.slice(0, middle)',
    'domain/people/credentials/strength.ts: text.slice(0, LOOKED_AT)',
    'domain/text/quoted-tail.ts: .slice(0, LONGEST)',
    'domain/text/quoted-tail.ts: text.slice(0, at).trim()',
  ],
};

const CUT = /\.slice\(\s*0\s*,|\.substring\(|\.substr\(/;
const files = ['domain', 'channels', 'functions'].flatMap((folder) => globSync(`${folder}/**/*.ts`)).filter((path) => path !== 'domain/text/well-formed.ts');
const cuts = files.flatMap((path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => (CUT.test(line) ? [`${path}: ${line.trim()}`] : [])),
);
const allowed = Object.values(NO_TEXT).flat();
const isAllowed = (cut: string): boolean =>
  allowed.some((one) => {
    const at = one.indexOf(': ');
    return cut.startsWith(one.slice(0, at + 2)) && cut.includes(one.slice(at + 2));
  });

it('text is cut between characters, in one place', () => {
  expect(cuts.length).toBeGreaterThan(30);
  expect(cuts.filter((cut) => !isAllowed(cut))).toEqual([]);
});

it('every exception is still needed', () => {
  const used = allowed.filter((one) => {
    const at = one.indexOf(': ');
    return cuts.some((cut) => cut.startsWith(one.slice(0, at + 2)) && cut.includes(one.slice(at + 2)));
  });
  expect(allowed.filter((one) => !used.includes(one))).toEqual([]);
});
