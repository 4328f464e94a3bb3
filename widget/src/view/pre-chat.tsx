import { useRef, useState } from 'preact/hooks';
import { isAddress } from '../logic/text.ts';
import { useParts } from './context.ts';
import { Field } from './fields.tsx';

/** The questions before the chat. Answers are checked here, and go to the hub with the first message. */
export function PreChat({ away }: { readonly away: string | null }) {
  const { chat, drawer, speech } = useParts();
  const { widget } = chat.state.settings.value;
  const { askName = 'no', askEmail = 'no', questions = [] } = widget;
  const saved = drawer.read();
  const [name, setName] = useState(saved.name ?? '');
  const [email, setEmail] = useState(saved.email ?? '');
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: Event): void => {
    event.preventDefault();
    const found: Record<string, string> = {};
    if (askName === 'required' && name.trim() === '') found['name'] = speech.say('$missing');
    if (askEmail === 'required' && email.trim() === '') found['email'] = speech.say('$missing');
    else if (askEmail !== 'no' && email.trim() !== '' && !isAddress(email.trim())) found['email'] = speech.say('$emailWrong');
    questions.forEach((question, at) => {
      if (question.required && !answers[question.name]?.trim()) found[`q${at}`] = speech.say('$missing');
    });
    setErrors(found);
    const [first] = Object.keys(found);
    if (first !== undefined) {
      form.current?.querySelector<HTMLElement>(`#parley-${first}`)?.focus();
      return;
    }
    const given = Object.fromEntries(
      Object.entries(answers)
        .map(([key, value]) => [key, value.trim()] as const)
        .filter(([, value]) => value !== ''),
    );
    chat.introduce({ name: name.trim(), email: email.trim(), ...(Object.keys(given).length > 0 ? { answers: given } : {}) });
  };
  return (
    <form class="pre-chat" ref={form} noValidate onInput={() => setErrors({})} onSubmit={submit}>
      <p class="greeting" dir="auto">
        {widget.greeting ?? speech.say('$greeting')}
      </p>
      {away !== null && <p class="meta">{away}</p>}
      {askName !== 'no' && (
        <Field
          id="parley-name"
          label={speech.say('$name')}
          value={name}
          onValue={setName}
          isRequired={askName === 'required'}
          error={errors['name'] ?? null}
          autoComplete="name"
          most={100}
        />
      )}
      {askEmail !== 'no' && (
        <Field
          id="parley-email"
          type="email"
          label={speech.say('$email')}
          value={email}
          onValue={setEmail}
          isRequired={askEmail === 'required'}
          error={errors['email'] ?? null}
          autoComplete="email"
          most={254}
        />
      )}
      {questions.map((question, at) => (
        <Field
          key={question.name}
          id={`parley-q${at}`}
          label={question.label}
          value={answers[question.name] ?? ''}
          onValue={(value) => setAnswers({ ...answers, [question.name]: value })}
          isRequired={question.required}
          error={errors[`q${at}`] ?? null}
        />
      ))}
      <button type="submit" class="primary">
        {speech.say('$start')}
      </button>
    </form>
  );
}
