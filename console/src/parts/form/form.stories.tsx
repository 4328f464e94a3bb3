import { useState } from 'react';
import { Check, Switch } from './check.tsx';
import { MultiSelect, Select } from './select.tsx';
import { TextArea } from './text-area.tsx';

const column = { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 16, inlineSize: '20rem' } as const;
const OPTIONS = [
  { id: 'orders', label: 'Orders' },
  { id: 'refunds', label: 'Refunds' },
  { id: 'long', label: 'A team with a name that is longer than the field' },
];

export const Choices = () => {
  const [isOn, setIsOn] = useState(true);
  return (
    <div style={column}>
      <Check label="Chosen" hint="What it is for" isSelected={isOn} onChange={setIsOn} />
      <Check label="Not chosen" isSelected={!isOn} onChange={() => setIsOn(!isOn)} />
      <Check label="Disabled" isSelected isDisabled onChange={setIsOn} />
      <Switch label="On" isSelected={isOn} onChange={setIsOn} />
      <Switch label="Off" isSelected={!isOn} onChange={() => setIsOn(!isOn)} />
      <Switch label="Disabled" isSelected={false} isDisabled onChange={setIsOn} />
    </div>
  );
};
export const Selects = () => {
  const [one, setOne] = useState('orders');
  const [several, setSeveral] = useState(['orders', 'long']);
  return (
    <div style={column}>
      <Select label="Team" hint="Who takes it" options={OPTIONS} value={one} onChange={setOne} />
      <Select label="Team" options={OPTIONS} value={null} placeholder="None" error="Choose a team" onChange={setOne} />
      <Select label="Team" options={OPTIONS} value="refunds" isDisabled onChange={setOne} />
      <MultiSelect label="Teams" options={OPTIONS} value={several} onChange={setSeveral} />
    </div>
  );
};
export const TextAreas = () => (
  <div style={column}>
    <TextArea label="Greeting" hint="What visitors read first" placeholder="Hello" />
    <TextArea label="Greeting" defaultValue="Two lines&#10;of text" isInvalid />
  </div>
);
