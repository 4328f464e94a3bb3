import { Inbox } from 'lucide-react';
import { useRef, useState } from 'react';
import { Avatar } from './avatar.tsx';
import { Button, IconButton } from './button.tsx';
import { CHANNELS, ChannelGlyph } from './channel.tsx';
import { Empty } from './empty.tsx';
import { Field } from './field.tsx';
import { Keys } from './keys.tsx';
import { Pill, Spoken, Tag } from './marks.tsx';
import { Menu, MenuAt } from './menu.tsx';
import { Skeleton } from './skeleton.tsx';
import { STATUSES, StatusGlyph, StatusMark } from './status.tsx';

const all = { display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'center' } as const;

export const Buttons = () => (
  <div style={all}>
    {(['plain', 'primary', 'quiet', 'danger'] as const).map((look) => (
      <Button key={look} look={look}>
        {look}
      </Button>
    ))}
    <Button isDisabled>disabled</Button>
    <IconButton label="Inbox" keys="g i" icon={<Inbox size={18} />} />
  </div>
);
export const Fields = () => (
  <div style={all}>
    <Field label="Workspace" defaultValue="bottega-luna" hint="The part before the dot" />
    <Field label="Workspace" isInvalid defaultValue="no such" />
  </div>
);
export const Menus = () => (
  <Menu label="Status" button={<Button>Open</Button>} choices={STATUSES.map((id) => ({ id, label: id, keys: id.charAt(0) }))} onChoose={() => undefined} />
);
export const PlainMenus = () => {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button ref={button} type="button" aria-haspopup="menu" aria-expanded={isOpen} onClick={() => setIsOpen(true)}>
        A plain button
      </button>
      <MenuAt
        label="Message"
        at={button}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        focus="menu"
        choices={STATUSES.map((id) => ({ id, label: id }))}
        onChoose={() => undefined}
      />
    </>
  );
};
export const Statuses = () => (
  <div style={all}>
    {STATUSES.map((status) => (
      <StatusMark key={status} status={status} />
    ))}
    {STATUSES.map((status) => (
      <StatusGlyph key={status} status={status} size={24} />
    ))}
  </div>
);
export const Channels = () => (
  <div style={all}>
    {CHANNELS.map((channel) => (
      <ChannelGlyph key={channel} channel={channel} />
    ))}
  </div>
);
export const Avatars = () => (
  <div style={all}>
    {['Emma Clarke', 'Diego Ramos', 'عمر حداد', '+39 051 000 000'].map((name, at) => (
      <Avatar key={name} id={name} name={name} channel={CHANNELS[at] ?? 'api'} />
    ))}
  </div>
);
export const Marks = () => (
  <div style={all}>
    <Tag>delivery</Tag>
    <Tag>a tag that is much longer than its place</Tag>
    <Pill tone="warn">3 h left</Pill>
    <Pill tone="danger">overdue</Pill>
    <Pill tone="info">new</Pill>
    <Keys keys="⌘↵" />
    <span>
      3 <Spoken>unread tickets</Spoken>
    </span>
  </div>
);
export const Rests = () => (
  <div style={all}>
    <Skeleton width="16rem" height="4rem" />
    <Empty action={<Button>Show all</Button>}>All caught up.</Empty>
  </div>
);
