/** `grp`: a FIFO message's group. `receipt` is set while a message is in flight and after a failed receive. */
export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS queues (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, settings TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, queue INTEGER NOT NULL, message_id TEXT NOT NULL, body TEXT NOT NULL, grp TEXT, dedupe TEXT,
    sent_at INTEGER NOT NULL, visible_at INTEGER NOT NULL, receives INTEGER NOT NULL DEFAULT 0, first_received_at INTEGER, receipt TEXT);
  CREATE INDEX IF NOT EXISTS by_visibility ON messages (queue, visible_at);
  CREATE INDEX IF NOT EXISTS by_group ON messages (queue, grp, id) WHERE grp IS NOT NULL;
  CREATE TABLE IF NOT EXISTS dedupes (queue INTEGER, dedupe TEXT, expires INTEGER NOT NULL, PRIMARY KEY (queue, dedupe)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS by_expiry ON dedupes (expires);`;

const COLUMNS = 'm.id, m.message_id, m.body, m.grp, m.dedupe, m.receives, m.sent_at, m.first_received_at';

/** Parameters: queue, now, limit. */
export const STANDARD_CANDIDATES = `
  SELECT ${COLUMNS} FROM messages m WHERE m.queue = ? AND m.visible_at <= ? ORDER BY m.visible_at, m.id LIMIT ?`;

/**
 * Parameters: queue, now, now, limit. In the order sent. A group waits while an earlier message of it is hidden (in flight, or waiting after a
 * failure).
 */
export const FIFO_CANDIDATES = `
  SELECT ${COLUMNS} FROM messages m WHERE m.queue = ? AND m.visible_at <= ?
    AND NOT EXISTS (SELECT 1 FROM messages e WHERE e.queue = m.queue AND e.grp = m.grp AND e.id < m.id AND e.visible_at > ?)
  ORDER BY m.id LIMIT ?`;
