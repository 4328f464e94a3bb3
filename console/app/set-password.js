import { el, icon } from './dom.js';

/** A link of a mail: `#reset=…` or `#invitation=…`. It is taken out of the address, so that no history or bookmark keeps it; null without one. */
export function takeLink() {
  const [, kind, token] = /^#(reset|invitation)=([\w.-]+)$/.exec(location.hash) ?? [];
  if (kind === undefined) return null;
  history.replaceState(null, '', location.pathname);
  return { kind, token };
}

/** Sets a new password, or makes an agent of somebody who was invited. `done`: then to sign in. */
export function setPasswordView(api, { kind, token }, done) {
  const invited = kind === 'invitation';
  const field = (id, label, more) => {
    const input = el('input', { id, required: true, ...more });
    return { input, row: el('div', { class: 'field' }, el('label', { for: id }, label), input) };
  };
  const name = field('name', 'Your name', { type: 'text', autocomplete: 'name', maxlength: 200 });
  const password = field('password', 'New password', { type: 'password', autocomplete: 'new-password', minlength: 8 });
  const error = el('p', { class: 'form-error', role: 'alert' });
  const button = el('button', { type: 'submit', class: 'primary' }, invited ? 'Join' : 'Set password');

  const submit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    error.textContent = '';
    try {
      if (invited) await api.open('POST', '/v1/invitations/accept', { token, name: name.input.value.trim(), password: password.input.value });
      else await api.open('POST', '/v1/password-resets/complete', { token, password: password.input.value });
      done();
    } catch (problem) {
      error.textContent = `${problem.message}`;
    } finally {
      button.disabled = false;
    }
  };

  const form = el(
    'form',
    { class: 'sign-in', on: { submit } },
    el('div', { class: 'brand large' }, icon('mark'), el('h1', {}, 'Parley')),
    el('p', { class: 'lead' }, invited ? 'Choose a name and a password.' : 'Choose a new password.'),
    invited && name.row,
    password.row,
    error,
    button,
  );
  return el('main', { class: 'centered' }, form);
}
